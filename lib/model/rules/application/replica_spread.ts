import { replicasOf, workloads } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** Replicas do not stand on one host. */
export const replicaSpread: Rule = {
  id: "replica-spread",
  title: "Replicas are spread over hosts",
  why: "Replicas on one host all go when that host goes.",
  severity: "warning",
  mending: "Set placement.spread to host or zone.",
  known: { kubeLinter: ["no-anti-affinity"], polaris: ["topologySpreadConstraint"] },
  findings: (graph) =>
    workloads(graph).filter((node) => replicasOf(node) > 1 && !node.config.placement?.spread)
      .map((node) => ({
        node: node.id,
        path: ["placement"],
        message: `The replicas of "${node.id}" may all be on one host; expected placement.spread`,
        mend: [{ op: "set", node: node.id, path: ["placement", "spread"], value: "host" }],
      })),
};
