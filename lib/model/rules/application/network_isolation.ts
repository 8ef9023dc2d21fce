import type { Operation } from "../../operation.ts";
import type { Group, NetworkRule } from "../../resource.ts";
import { containers } from "../containers.ts";
import type { RuledGraph, RuledNode } from "../graph.ts";
import type { Rule } from "../rule.ts";

/** Every container is bound by a network policy. */
export const networkIsolation: Rule = {
  id: "network-isolation",
  title: "A network policy binds every container",
  why: "Without one, everything in the cluster reaches it, and it reaches everything.",
  severity: "warning",
  mending: "Put the node into a group whose network is deny, or connect a network policy: only " +
    "connections stay open then. List what else it needs in the policy.",
  known: {
    kubeLinter: ["non-isolated-pod"],
    polaris: ["missingNetworkPolicy"],
    kubescape: ["C-0260", "C-0030"],
  },
  findings: (graph) =>
    containers(graph).filter(({ id }) => !isBound(graph, id)).map(({ id }) => ({
      node: id,
      path: [],
      message: `No network policy binds "${id}"; expected one, or a group whose network is deny`,
      mend: mendingOf(graph, id),
    })),
};

function isBound(graph: RuledGraph, id: string): boolean {
  return graph.providers(id, "policies").length > 0 ||
    graph.groupsAround(id).some(({ config }) => (config as unknown as Group).network === "deny");
}

/** Closes the group around it; without one, a policy that allows nothing besides connections. */
function mendingOf(graph: RuledGraph, node: string): readonly Operation[] {
  const group = graph.groupsAround(node).at(-1);
  if (group) return [{ op: "set", node: group.id, path: ["network"], value: "deny" }];
  const policy = graph.of("network-policy").find((one) => isPlain(graph, one));
  if (policy) return [{ op: "connect", from: `${policy.id}.policy`, to: `${node}.policies` }];
  const id = graph.freeId("network-policy");
  const connections = [{ from: `${id}.policy`, to: `${node}.policies` }];
  return [{ op: "add-node", node: id, component: "network-policy", connections }];
}

function isPlain(graph: RuledGraph, { id, config }: RuledNode): boolean {
  const { ingress, egress, denyIngress, denyEgress } = config as unknown as NetworkRule;
  return !ingress?.length && !egress?.length && denyIngress && denyEgress &&
    config.selector === undefined && graph.providers(id, "allows").length === 0;
}
