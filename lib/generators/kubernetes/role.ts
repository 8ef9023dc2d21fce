import type { Permission, PermissionRule } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { entriesOf, filled, itemsOf, via, within } from "../shared/origin.ts";
import { clusterName, clusterWide } from "./cluster_wide.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

const NOT_OURS = "the role is already there, and Celestra leaves it as it is";

/** What accounts may do; nothing where the role is already in the cluster. */
export function roleOf(context: Context, permission: Reading<Permission>): Manifest[] {
  if (permission.has("existing")) {
    for (const key of ["annotations", "finalizers"] as const) permission.drop(key, NOT_OURS);
    return [];
  }
  const isCluster = permission.value("scope") === "cluster";
  const { node } = permission;
  const role = manifestOf(context, isCluster ? "ClusterRole" : "Role", node, permission, {
    annotations: filled(entriesOf(permission, "annotations")),
    aggregationRule: via(permission, "aggregate", () => ({
      clusterRoleSelectors: [{ matchLabels: entriesOf(permission, "aggregate") }],
    })),
    rules: filled(permission.each("rules").map(ruleOf)),
  });
  const metadata = {
    ...role.metadata,
    finalizers: filled(itemsOf(permission, "finalizers", String)),
  };
  return [isCluster ? clusterWide(context, { ...role, metadata }, node) : { ...role, metadata }];
}

/** What a binding refers to. */
export function roleReference(context: Context, permission: Reading<Permission>): unknown {
  const apiGroup = "rbac.authorization.k8s.io";
  const isCluster = permission.value("scope") === "cluster";
  if (permission.has("existing")) {
    return { apiGroup, kind: "ClusterRole", name: permission.get("existing") };
  }
  return isCluster
    ? { apiGroup, kind: "ClusterRole", name: clusterName(context, permission.node) }
    : { apiGroup, kind: "Role", name: permission.node };
}

function ruleOf(rule: Reading<PermissionRule>): unknown {
  const groups = filled(itemsOf(rule, "apiGroups", groupName));
  return within(rule, {
    apiGroups: groups
      ? rule.as("apiGroups", groups)
      : rule.value("resources")?.length
      ? [""]
      : undefined,
    nonResourceURLs: listOf(rule, "nonResourceURLs"),
    resourceNames: listOf(rule, "resourceNames"),
    resources: listOf(rule, "resources"),
    verbs: rule.get("verbs"),
  });
}

/** A list with something in it; the API server stores no other. */
function listOf(
  rule: Reading<PermissionRule>,
  key: "nonResourceURLs" | "resourceNames" | "resources",
): unknown {
  return rule.value(key)?.length ? rule.get(key) : undefined;
}

/** The group that people call core has no name. */
function groupName(group: string): string {
  return group === "core" ? "" : group;
}
