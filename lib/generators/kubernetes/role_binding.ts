import type { Permission } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import { clusterWide } from "./cluster_wide.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { homeOf } from "./home.ts";
import { roleReference } from "./role.ts";
import { accountName } from "./service_account.ts";

/** Who has a role: the accounts that are connected to it, and people and groups of the cluster. */
export function roleBindingOf(context: Context, permission: Reading<Permission>): Manifest[] {
  const subjects = [
    ...accountsOf(context, permission),
    ...permission.each("subjects").map(personOf),
  ];
  if (subjects.length === 0) return explainUnbound(context, permission);
  const isCluster = permission.value("binding") === "cluster";
  const kind = isCluster ? "ClusterRoleBinding" : "RoleBinding";
  const binding = manifestOf(context, kind, permission.node, permission, {
    roleRef: roleReference(context, permission),
    subjects,
  });
  return [isCluster ? clusterWide(context, binding, permission.node) : binding];
}

function accountsOf(context: Context, permission: Reading<Permission>): unknown[] {
  return permission.value("identities").flatMap((id) => {
    const identity = context.index.identities.get(id);
    if (!identity) return [];
    const name = accountName(identity);
    const namespace = homeOf(context, id);
    return [within(identity, { kind: "ServiceAccount", name, namespace })];
  });
}

function personOf(subject: Reading<NonNullable<Permission["subjects"]>[number]>): unknown {
  const apiGroup = "rbac.authorization.k8s.io";
  return within(subject, { apiGroup, kind: subject.get("kind"), name: subject.get("name") });
}

const UNBOUND = "nobody has the role: connect it to a service account, or name subjects";

/** A role that nobody has: where it would be had is without effect, and so is one that is there. */
function explainUnbound({ recorder }: Context, permission: Reading<Permission>): never[] {
  permission.drop("binding", UNBOUND);
  if (permission.has("existing")) recorder.drop(permission.node, permission.path, UNBOUND);
  return [];
}
