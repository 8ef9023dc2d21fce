import { workloads } from "../containers.ts";
import { probeMending } from "../probes.ts";
import type { Rule } from "../rule.ts";

/** Apps with a port are started again when they hang. */
export const livenessProbe: Rule = {
  id: "liveness-probe",
  title: "Apps that are reached have a liveness check",
  why: "A program that hangs is only started again when somebody notices.",
  severity: "info",
  mending: "Set probes.liveness to a path, a port or a command that answers while it works.",
  known: {
    kubeLinter: ["no-liveness-probe", "liveness-port"],
    polaris: ["livenessProbeMissing"],
    kubescape: ["C-0056"],
  },
  findings: (graph) =>
    workloads(graph).flatMap(({ id, config: { ports = [], probes } }) =>
      ports.length === 0 || probes?.liveness ? [] : [{
        node: id,
        path: ["probes"],
        message: `"${id}" has no liveness check; expected one for an app that is reached`,
        ...probeMending(id, ports, "liveness"),
      }]
    ),
};
