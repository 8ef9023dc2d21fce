import { rulesWith } from "../permissions.ts";
import type { Rule } from "../rule.ts";

const LISTS = ["apiGroups", "resources", "verbs", "nonResourceURLs"] as const;

/** Permissions name what they allow. */
export const wildcardPermission: Rule = {
  id: "wildcard-permission",
  title: "Permissions name what they allow",
  why: "A * also allows what the cluster learns tomorrow; it is as good as all rights.",
  severity: "error",
  mending: "List the API groups, resources and verbs that the program needs.",
  known: { kubeLinter: ["wildcard-in-rules"], kubescape: ["C-0187"] },
  findings: (graph) =>
    rulesWith(
      graph,
      ({ id }, rule, at) =>
        LISTS.filter((list) => rule[list]?.includes("*")).map((list) => ({
          node: id,
          path: [...at, list],
          message: `"${id}" allows every one of its ${list}; expected a list`,
        })),
    ),
};
