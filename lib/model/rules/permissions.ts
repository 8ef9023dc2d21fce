import type { Path } from "../json.ts";
import type { Permission, PermissionRule } from "../resource.ts";
import type { RuledGraph, RuledNode } from "./graph.ts";
import type { Finding } from "./rule.ts";

/** What is found in the rules of roles; each is told with its place in the config. */
export function rulesWith(
  graph: RuledGraph,
  find: (node: RuledNode<Permission>, rule: PermissionRule, at: Path) => readonly Finding[],
): Finding[] {
  return graph.of<Permission>("role").flatMap((node) =>
    (node.config.rules ?? []).flatMap((rule, index) => find(node, rule, ["rules", index]))
  );
}
