import type { Endpoint, EndpointPort, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "../shared/index.ts";

/** What answers at the address of an endpoint. */
export interface Reached {
  readonly host: string;
  readonly port?: number | undefined;
  /** The workload behind it; none outside of this workflow. */
  readonly workload?: Reading<Workload> | undefined;
  /** The port of the endpoint that was chosen. */
  readonly chosen?: Reading<EndpointPort> | undefined;
}

/**
 * What answers for an endpoint. Compose has no proxy in front of its services, so it is the first
 * workload behind the endpoint, at the port of its container.
 *
 * @param portName Which port of the endpoint; the first without.
 */
export function reach(index: Index, provider: string, portName?: string): Reached {
  const endpoint = index.endpoints.get(provider);
  if (!endpoint) return { host: provider };
  const chosen = portOf(endpoint, portName);
  if (endpoint.value("type") === "ExternalName") {
    const host = endpoint.value("externalName") ?? provider;
    return { host, port: chosen?.value("port"), chosen };
  }
  const workload = backendOf(index, endpoint);
  const port = chosen && containerPort(chosen, workload);
  return { host: workload?.node ?? provider, port, workload, chosen };
}

/** The workload that answers for an endpoint. */
export function backendOf(
  index: Index,
  endpoint: Reading<Endpoint>,
): Reading<Workload> | undefined {
  return index.workloads.get(endpoint.value("backends")[0] ?? "");
}

/** The port of the container that a port of an endpoint leads to. */
export function containerPort(
  port: Reading<EndpointPort>,
  workload: Reading<Workload> | undefined,
): number {
  const target = port.value("targetPort") ?? port.value("port");
  if (typeof target === "number") return target;
  const named = workload?.each("ports").find((one) => one.value("name") === target);
  return named?.value("port") ?? port.value("port");
}

function portOf(
  endpoint: Reading<Endpoint>,
  portName: string | undefined,
): Reading<EndpointPort> | undefined {
  const ports = endpoint.each("ports");
  const named = portName && ports.find((port) => port.value("name") === portName);
  return named || ports[0];
}
