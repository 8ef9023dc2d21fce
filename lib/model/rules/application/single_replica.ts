import type { Endpoint } from "../../resource.ts";
import { leastReplicasOf, type WorkloadConfig } from "../containers.ts";
import type { RuledGraph, RuledNode } from "../graph.ts";
import type { Rule } from "../rule.ts";

/** Apps that people reach run more than once. */
export const singleReplica: Rule = {
  id: "single-replica",
  title: "Apps that are reached from outside have two replicas",
  why: "With one, every update, drain or crash is an outage that people notice.",
  severity: "info",
  mending: "Set replicas to 2 or more, if the program can run more than once.",
  known: { polaris: ["deploymentMissingReplicas"] },
  findings: (graph) =>
    graph.of<WorkloadConfig>("app")
      .filter((node) => leastReplicasOf(node) < 2 && isOutside(graph, node.id, new Set()))
      .map((node) => ({
        node: node.id,
        path: pathOf(node),
        message: `"${node.id}" is reached from outside and runs once; expected 2 replicas or more`,
        mend: mendingOf(node),
      })),
};

function pathOf({ config }: RuledNode<WorkloadConfig>): string[] {
  return config.autoscaling ? ["autoscaling", "min"] : ["replicas"];
}

function mendingOf(node: RuledNode<WorkloadConfig>) {
  const most = node.config.autoscaling?.max;
  const set = { op: "set", node: node.id, path: pathOf(node), value: 2 } as const;
  return most === undefined || most >= 2
    ? [set]
    : [{ op: "set", node: node.id, path: ["autoscaling", "max"], value: 2 } as const, set];
}

/** Whether requests from outside end here, also by way of services. */
function isOutside(graph: RuledGraph, id: string, seen: Set<string>): boolean {
  if (seen.has(id)) return false;
  seen.add(id);
  return graph.consumers(id, "endpoint").some(({ id, component, config }) =>
    component === "ingress" ||
    component === "service" &&
      (["NodePort", "LoadBalancer"].includes((config as unknown as Endpoint).type) ||
        isOutside(graph, id, seen))
  );
}
