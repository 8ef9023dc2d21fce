import type { ContainerPort, Probe, Workload } from "../../model/resource.ts";
import { secondsOf } from "../../model/formats.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";

type Ports = readonly Reading<ContainerPort>[];

/** The health checks of a workload. */
export function probesOf(workload: Reading<Workload>): Record<string, unknown> {
  const probes = workload.part("probes");
  const ports = workload.each("ports");
  const once = (probe: Reading<Probe> | undefined) => {
    if (probe && probe.value("successes") !== 1) {
      probe.drop("successes", "only readiness may ask for several successes");
    }
    return probe && probeOf(probe, ports);
  };
  const readiness = probes?.part("readiness");
  return {
    livenessProbe: once(probes?.part("liveness")),
    readinessProbe: readiness && probeOf(readiness, ports, readiness.get("successes")),
    startupProbe: once(probes?.part("startup")),
  };
}

function probeOf(probe: Reading<Probe>, ports: Ports, successThreshold?: unknown): unknown {
  const seconds = (text: string) => secondsOf(text) ?? 0;
  const check = checkOf(probe, ports);
  return check && within(probe, {
    ...check,
    failureThreshold: probe.get("failures"),
    initialDelaySeconds: via(probe, "initialDelay", seconds),
    periodSeconds: via(probe, "period", seconds),
    successThreshold,
    timeoutSeconds: via(probe, "timeout", seconds),
  });
}

function checkOf(probe: Reading<Probe>, ports: Ports): object | undefined {
  // The kubelet expands nothing in a probe's command.
  if (probe.has("exec")) return { exec: probe.as("exec", { command: probe.get("exec") }) };
  const http = probe.part("http");
  const tcp = probe.part("tcp");
  const port = (http ?? tcp)?.get("port") ?? ports[0]?.get("port");
  if (port === undefined) {
    for (const key of ["http", "tcp"] as const) probe.drop(key, "there is no port to ask");
    return undefined;
  }
  if (http) return { httpGet: within(http, { path: http.get("path"), port }) };
  return tcp && { tcpSocket: within(tcp, { port }) };
}
