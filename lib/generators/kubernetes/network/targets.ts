import type { Endpoint, EndpointPort } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { homeOf } from "../home.ts";
import { hostPeers, namespaceNamed, type Peer, type PolicyPort } from "./peers.ts";
import type { PodPort, Pods } from "./pods.ts";

/** What is behind an endpoint: pods of the plan or somebody else, and the ports that they answer on. */
export interface Target {
  readonly end: Pods | Peer;
  readonly ports: readonly PolicyPort[];
}

/** Finds the pods of a workload. */
export type FindPods = (workload: string) => Pods | undefined;

/** Finds pods by their name: those of a workload have the name of its node. */
export function finderOf(all: readonly Pods[]): FindPods {
  const known = new Map(all.map((pods) => [pods.name, pods]));
  return (workload) => known.get(workload);
}

/**
 * What an endpoint leads to. A policy looks at pods and their own ports, whatever Service stands in
 * front of them.
 *
 * @param picked Which of its ports; every one without.
 */
export function targetsOf(
  context: Context,
  find: FindPods,
  id: string,
  picked?: (ports: readonly Reading<EndpointPort>[]) => readonly Reading<EndpointPort>[],
): Target[] {
  const endpoint = context.index.endpoints.get(id);
  if (!endpoint) return [];
  const all = endpoint.each("ports");
  const ports = picked?.(all) ?? all;
  const others = othersBehind(context, endpoint);
  if (others) return others.map((end) => ({ end, ports: ports.map(asItIs) }));
  return endpoint.value("backends").flatMap((backend) => {
    const pods = find(backend);
    return pods ? [{ end: pods, ports: ports.flatMap((port) => resolved(port, pods.ports)) }] : [];
  });
}

/** The port of an endpoint that is meant: the named one, or the first. */
export function onePort(name: string | undefined) {
  return (ports: readonly Reading<EndpointPort>[]): readonly Reading<EndpointPort>[] => {
    const named = name && ports.find((port) => port.value("name") === name);
    return named ? [named] : ports.slice(0, 1);
  };
}

/** Who answers instead of workloads of the plan; a policy of pods looks at them by their labels. */
function othersBehind(context: Context, endpoint: Reading<Endpoint>): readonly Peer[] | undefined {
  if (endpoint.value("type") === "ExternalName") {
    return hostPeers(endpoint.value("externalName") ?? "");
  }
  const matchLabels = endpoint.value("selector");
  if (!matchLabels) return undefined;
  const namespaceSelector = namespaceNamed(homeOf(context, endpoint.node));
  return [{ namespaceSelector, podSelector: { matchLabels } }];
}

function asItIs(port: Reading<EndpointPort>): PolicyPort {
  return {
    port: port.value("targetPort") ?? port.value("port"),
    protocol: port.value("protocol"),
  };
}

/** The port of the pods; a name that none of their ports has leads nowhere. */
function resolved(port: Reading<EndpointPort>, known: readonly PodPort[]): PolicyPort[] {
  const protocol = port.value("protocol");
  const target = port.value("targetPort") ?? port.value("port");
  if (typeof target === "number") return [{ port: target, protocol }];
  const named = known.find((one) => one.name === target && one.protocol === protocol);
  return named ? [{ port: named.port, protocol }] : [];
}
