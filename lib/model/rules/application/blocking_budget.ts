import { leastReplicasOf, workloads } from "../containers.ts";
import type { DisruptionBudget } from "../../resource.ts";
import type { Rule } from "../rule.ts";

/** A drain of hosts can end. */
export const blockingBudget: Rule = {
  id: "blocking-budget",
  title: "Disruption budgets let a drain end",
  why: "A budget that lets no replica go keeps hosts from being updated.",
  severity: "warning",
  mending: "Set disruptionBudget.maxUnavailable to 1 instead.",
  known: {
    kubeLinter: ["pdb-min-available", "pdb-max-unavailable", "pdb-unhealthy-pod-eviction-policy"],
    polaris: ["pdbDisruptionsIsZero"],
  },
  findings: (graph) =>
    workloads(graph).flatMap((node) => {
      const { id, config: { disruptionBudget: budget } } = node;
      if (!budget || mayGo(budget, leastReplicasOf(node)) > 0) return [];
      return [{
        node: id,
        path: ["disruptionBudget"],
        message: `The disruption budget of "${id}" lets no replica go; expected at least one`,
        mend: [{ op: "set", node: id, path: ["disruptionBudget"], value: { maxUnavailable: 1 } }],
      }];
    }),
};

/** How many of the least replicas a drain may stop; Kubernetes rounds percentages up. */
function mayGo({ minAvailable, maxUnavailable }: DisruptionBudget, replicas: number): number {
  return minAvailable === undefined
    ? amountOf(maxUnavailable ?? 1, replicas)
    : replicas - amountOf(minAvailable, replicas);
}

function amountOf(amount: number | string, replicas: number): number {
  return typeof amount === "number" ? amount : Math.ceil(parseFloat(amount) * replicas / 100);
}
