import { error, type Problem } from "../../model/problem.ts";
import type { Plan, Resource, Task, Workload } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { indexOf } from "../shared/index.ts";
import { membershipOf } from "../shared/membership.ts";

/** A node that a container can only use inside of its own namespace. */
interface Use {
  readonly node: string;
  readonly what: string;
}

/** What is connected across namespaces and works inside of one only. */
export function namespaceProblems(plan: Plan): Problem[] {
  const { namespaceOf } = membershipOf(indexOf(plan, new Recorder()));
  const homeOf = (node: string) => namespaceOf(node) ?? plan.namespace;
  return plan.resources.flatMap((resource) => {
    const { node } = resource;
    return usesOf(resource).filter((use) => homeOf(use.node) !== homeOf(node)).map((use) => {
      const message = `"${node}" in the namespace ${homeOf(node)} cannot use the ${use.what} ` +
        `"${use.node}", which stands in ${homeOf(use.node)}; put both in groups of one namespace`;
      return error("not_supported", [], message, { node });
    });
  });
}

/** What a node is connected to and finds in its own namespace only. */
function usesOf(resource: Resource): Use[] {
  const uses = (what: string, nodes: readonly string[]) => nodes.map((node) => ({ node, what }));
  switch (resource.kind) {
    case "workload":
    case "task":
      return containerUses(resource);
    case "endpoint":
      return uses("workload", resource.backends);
    case "route":
      return uses("endpoint", resource.paths.map(({ backend }) => backend));
    default:
      return [];
  }
}

function containerUses(container: Workload | Task): Use[] {
  const { settings, identity, after, wait } = container;
  const waited = wait?.taskImage === undefined ? [] : after.filter(({ order }) => order);
  return [
    ...settings.map((node) => ({ node, what: "settings" })),
    ...identity === undefined ? [] : [{ node: identity, what: "identity" }],
    ...waited.map(({ task }) => ({ node: task, what: "job" })),
  ];
}
