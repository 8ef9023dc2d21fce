import { workloads } from "../containers.ts";
import { probeMending } from "../probes.ts";
import type { Rule } from "../rule.ts";

/** Apps with a port say when they can answer. */
export const readinessProbe: Rule = {
  id: "readiness-probe",
  title: "Apps that are reached have a readiness check",
  why: "Requests arrive, and others start, before the program can answer.",
  severity: "warning",
  mending: "Set probes.readiness to a path, a port or a command that answers once it is ready.",
  known: {
    kubeLinter: ["no-readiness-probe", "readiness-port"],
    polaris: ["readinessProbeMissing"],
    kubescape: ["C-0018"],
  },
  findings: (graph) =>
    workloads(graph).flatMap(({ id, config: { ports = [], probes } }) =>
      ports.length === 0 || probes?.readiness ? [] : [{
        node: id,
        path: ["probes"],
        message: `"${id}" has no readiness check; expected one for an app that is reached`,
        ...probeMending(id, ports, "readiness"),
      }]
    ),
};
