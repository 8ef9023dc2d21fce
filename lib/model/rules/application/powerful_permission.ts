import type { PermissionRule } from "../../resource.ts";
import { rulesWith } from "../permissions.ts";
import type { Rule } from "../rule.ts";

/** Resources that are a way to more rights, and what may be done with them. */
const POWERFUL: Readonly<Record<string, readonly string[]>> = {
  secrets: ["get", "list", "watch"],
  "pods/exec": ["create", "get"],
  "pods/attach": ["create", "get"],
  "pods/ephemeralcontainers": ["update", "patch"],
  "serviceaccounts/token": ["create"],
  roles: ["bind", "escalate"],
  clusterroles: ["bind", "escalate"],
  users: ["impersonate"],
  groups: ["impersonate"],
  serviceaccounts: ["impersonate"],
};

/** Permissions lead to no further rights. */
export const powerfulPermission: Rule = {
  id: "powerful-permission",
  title: "Permissions do not lead to further rights",
  why: "Reading all secrets, entering pods or acting as others is a way to any right.",
  severity: "warning",
  mending: "Name single objects in resourceNames, or take the resource away.",
  known: {
    kubeLinter: ["access-to-secrets"],
    polaris: ["rolePodExecAttach"],
    kubescape: ["C-0002", "C-0015"],
  },
  findings: (graph) =>
    rulesWith(graph, ({ id }, rule, at) =>
      powersOf(rule).map((resource) => ({
        node: id,
        path: [...at, "resources", rule.resources!.indexOf(resource)],
        message: `"${id}" allows ${rule.verbs.join(", ")} on ${resource}, a way to more rights; ` +
          "expected single objects in resourceNames",
      }))),
};

/** What names single objects stays with these. */
function powersOf({ resources = [], verbs, resourceNames = [] }: PermissionRule): string[] {
  if (resourceNames.length > 0) return [];
  return resources.filter((resource) =>
    POWERFUL[resource]?.some((verb) => verbs.includes(verb) || verbs.includes("*"))
  );
}
