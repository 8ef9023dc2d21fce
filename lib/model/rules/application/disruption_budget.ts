import { leastReplicasOf, workloads } from "../containers.ts";
import type { Rule } from "../rule.ts";

/** A drain of hosts leaves replicas running. */
export const disruptionBudget: Rule = {
  id: "disruption-budget",
  title: "Apps with replicas say what a drain must leave",
  why: "Whoever drains hosts may otherwise stop all replicas at once.",
  severity: "warning",
  mending: "Set disruptionBudget.maxUnavailable to 1.",
  known: { polaris: ["missingPodDisruptionBudget"] },
  findings: (graph) =>
    workloads(graph).filter((node) => leastReplicasOf(node) > 1 && !node.config.disruptionBudget)
      .map(({ id }) => ({
        node: id,
        path: ["disruptionBudget"],
        message: `A drain may stop all replicas of "${id}"; expected a disruption budget`,
        mend: [{ op: "set", node: id, path: ["disruptionBudget"], value: { maxUnavailable: 1 } }],
      })),
};
