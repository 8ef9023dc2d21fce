import type { Identity, Permission, PermissionRule } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { type Builder, callFrom, placeOf, said, saidEach } from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, GLOBAL } from "../python/program.ts";
import { Name } from "../python/value.ts";
import { labelCalls } from "./labels.ts";

/** An identity as a ServiceAccount; one that is there already is only named. */
export function identityBuilders(context: Context, identity: Reading<Identity>): Builder[] {
  const strangers = strangersOf(context, identity.node);
  if (strangers.length > 0) {
    const only = "the library gives an account to apps only";
    for (const key of ["existing", "automount", "pullSecrets", "annotations"] as const) {
      identity.value(key);
      identity.approximate(key, `${only}, not to ${strangers.join(", ")}`);
    }
  }
  if (identity.value("existing") !== undefined) {
    const reason = "the account is there already";
    for (const key of ["automount", "pullSecrets", "secrets", "labels", "annotations"] as const) {
      identity.drop(key, reason);
    }
    return [];
  }
  return [{
    ...placeOf(identity),
    variable: context.names.of(identity.node),
    type: "ServiceAccount",
    args: [identity.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(identity.node),
    calls: [
      ...labelCalls(context, identity),
      ...saidEach(identity, "annotations", "add_annotation"),
      ...said(identity, "automount", "automount_token"),
      ...namesOf(identity, "pullSecrets", "add_image_pull_secret"),
      ...namesOf(identity, "secrets", "add_secret"),
    ],
  }];
}

function namesOf(
  identity: Reading<Identity>,
  key: "pullSecrets" | "secrets",
  method: string,
): Call[] {
  return (identity.value(key) ?? []).map((name, index) =>
    callFrom({ node: identity.node, path: [...identity.path, key, index] }, method, name)
  );
}

/** Who runs under an account and cannot be given it. */
function strangersOf({ index }: Context, id: string): string[] {
  const stateful = [...index.workloads.values()].filter((workload) =>
    workload.value("identity") === id && workload.value("stateful")
  );
  const tasks = index.tasks.filter((task) => task.value("identity") === id);
  return [...stateful, ...tasks].map(({ node }) => node);
}

/** A permission as a Role or ClusterRole, and as bindings to who has it. */
export function permissionBuilders(
  context: Context,
  permission: Reading<Permission>,
): Builder[] {
  const cluster = permission.value("scope") === "cluster";
  const existing = permission.value("existing");
  permission.drop("aggregate", "the library gathers no rules of other roles");
  permission.drop("finalizers", "the library holds no object back from being deleted");
  const role = existing === undefined ? [roleBuilder(context, permission, cluster)] : [];
  if (existing !== undefined) permission.drop("rules", "the role is there already");
  return [...role, ...bindingBuilders(context, permission, cluster, existing)];
}

function roleBuilder(
  context: Context,
  permission: Reading<Permission>,
  cluster: boolean,
): Builder {
  return {
    ...placeOf(permission),
    variable: context.names.of(permission.node),
    type: cluster ? "ClusterRole" : "Role",
    args: [permission.node],
    standing: cluster ? "cluster" : "namespace",
    namespace: cluster ? undefined : context.membership.namespaceOf(permission.node),
    calls: [
      ...labelCalls(context, permission),
      ...saidEach(permission, "annotations", "add_annotation"),
      ...permission.each("rules").flatMap(ruleCalls),
    ],
  };
}

function ruleCalls(rule: Reading<PermissionRule>): Call[] {
  const resources = rule.value("resources");
  if (!resources || rule.has("nonResourceURLs")) {
    const reason = "the library's rules speak of objects only";
    for (const key of RULE_KEYS) rule.drop(key, reason);
    return [];
  }
  const groups = (rule.value("apiGroups") ?? ["core"]).map((name) => name === "core" ? "" : name);
  const names = rule.value("resourceNames");
  return [callFrom(
    placeOf(rule),
    "add_rule",
    groups,
    [...resources],
    [...rule.value("verbs")],
    ...(names ? [[...names]] : []),
  )];
}

const RULE_KEYS = ["apiGroups", "resources", "verbs", "resourceNames", "nonResourceURLs"] as const;

/** A binding for each account, and one for users and groups. */
function bindingBuilders(
  context: Context,
  permission: Reading<Permission>,
  cluster: boolean,
  existing: string | undefined,
): Builder[] {
  const everywhere = cluster && permission.value("binding") === "cluster";
  const accounts = permission.value("identities").map((id) => {
    const name = context.index.identities.get(id)?.value("existing") ?? id;
    const namespace = context.membership.namespaceOf(id) ?? context.plan.namespace;
    const call = callFrom({ node: id, path: [] }, "to_service_account", name, namespace);
    return [`${id}-${permission.node}`, [call]] as const;
  });
  const subjects = permission.each("subjects").map((subject) =>
    callFrom(
      placeOf(subject),
      subject.value("kind") === "User" ? "to_user" : "to_group",
      subject.value("name"),
    )
  );
  const all = subjects.length === 0
    ? accounts
    : [...accounts, [`${permission.node}-subjects`, subjects] as const];
  if (all.length === 0) permission.drop("binding", "nobody is given it");
  return all.map(([name, calls]) => ({
    ...placeOf(permission),
    variable: context.names.of(name),
    type: everywhere ? "ClusterRoleBinding" : "RoleBinding",
    args: [name],
    standing: everywhere ? "cluster" : "namespace",
    namespace: everywhere ? undefined : context.membership.namespaceOf(permission.node),
    calls: [
      callFrom(GLOBAL, "add_labels", new Name("labels")),
      callFrom(
        placeOf(permission, existing === undefined ? undefined : "existing"),
        cluster ? "bind_cluster_role" : "bind_role",
        existing ?? permission.node,
      ),
      ...calls,
    ],
  }));
}
