import type { Rule } from "../rule.ts";

/** Components that do nothing by themselves: they are there for whoever is connected. */
const FOR_OTHERS = [
  "secret",
  "config-map",
  "service-account",
  "role",
  "network-policy",
  "deployment-strategy",
  "observability",
];

/** What is there for others is connected to one. */
export const orphanedNode: Rule = {
  id: "orphaned-node",
  title: "Nodes that serve others are connected",
  why: "A setting, a permission or a policy without a connection has no effect.",
  severity: "warning",
  mending: "Connect the node to those that it is for, or remove it.",
  known: {},
  findings: (graph) =>
    graph.of(...FOR_OTHERS).filter(({ id }) => !graph.isJoined(id)).map(({ id }) => ({
      node: id,
      path: [],
      message: `"${id}" is connected to nothing, so it has no effect; expected a connection`,
    })),
};
