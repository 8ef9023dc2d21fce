import { secondsOf } from "../../../model/formats.ts";
import type { ContainerPort, Probe, Workload } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf, reference } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Argument, type Call, Keyword } from "../python/program.ts";

const NOT_FOR_APPS = "the library writes the health checks of an app under a name that " +
  "Kubernetes does not know";

/** The health checks of a stateful app, and the call that gives them to it. */
export function healthOf(
  context: Context,
  workload: Reading<Workload>,
  ports: readonly Reading<ContainerPort>[],
): { readonly builders: Builder[]; readonly calls: Call[] } {
  if (!workload.value("stateful")) {
    workload.drop("probes", NOT_FOR_APPS);
    return { builders: [], calls: [] };
  }
  const probes = workload.part("probes");
  const calls = (["liveness", "readiness", "startup"] as const).flatMap((kind) =>
    probeCalls(kind, probes?.part(kind), ports)
  );
  if (!probes || calls.length === 0) return { builders: [], calls: [] };
  const builder: Builder = {
    ...placeOf(probes),
    variable: context.names.of(`${workload.node}_health`),
    type: "Health",
    args: [],
    standing: "inside",
    calls,
  };
  return {
    builders: [builder],
    calls: [callFrom(placeOf(probes), "health", reference(builder))],
  };
}

function probeCalls(
  kind: "liveness" | "readiness" | "startup",
  probe: Reading<Probe> | undefined,
  ports: readonly Reading<ContainerPort>[],
): Call[] {
  if (!probe) return [];
  const check = checkOf(kind, probe, ports);
  return check
    ? [callFrom(placeOf(probe), `${kind}_${check.method}`, ...check.args, ...timesOf(kind, probe))]
    : [];
}

function checkOf(
  kind: string,
  probe: Reading<Probe>,
  ports: readonly Reading<ContainerPort>[],
): { method: string; args: Argument[] } | undefined {
  if (probe.has("exec")) return { method: "exec", args: [probe.value("exec")!] };
  const http = probe.part("http");
  const tcp = probe.part("tcp");
  const port = (http ?? tcp)?.value("port") ?? ports[0]?.value("port");
  const lost = port === undefined
    ? "there is no port to ask"
    : tcp && kind === "startup"
    ? "the library has no start check that only opens a connection"
    : undefined;
  if (lost !== undefined) {
    for (const key of CHECKS) probe.drop(key, lost);
    return undefined;
  }
  if (http) return { method: "http", args: [http.value("path"), port!] };
  return tcp && { method: "tcp", args: [port!] };
}

const CHECKS = [
  "http",
  "tcp",
  "failures",
  "initialDelay",
  "period",
  "successes",
  "timeout",
] as const;

function timesOf(kind: string, probe: Reading<Probe>): Argument[] {
  const seconds = (text: string | undefined) => text === undefined ? 0 : secondsOf(text) ?? 0;
  const delay = seconds(probe.value("initialDelay"));
  const successes = probe.value("successes");
  if (kind !== "readiness" && successes !== 1) {
    probe.drop("successes", "only readiness may ask for several successes");
  }
  return [
    // The library takes the first delay of a start check under a name of its own.
    new Keyword(kind === "startup" ? "initial_delay" : "initialDelaySeconds", delay),
    new Keyword("periodSeconds", seconds(probe.value("period"))),
    new Keyword("timeoutSeconds", seconds(probe.value("timeout"))),
    new Keyword("failureThreshold", probe.value("failures")),
    ...(kind === "readiness" && successes !== undefined
      ? [new Keyword("successThreshold", successes)]
      : []),
  ];
}
