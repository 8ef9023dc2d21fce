import type { Json } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFlag, set } from "../yaml/put.ts";
import { addNode, find, type Inventory, nodeOf, ofKind } from "./inventory.ts";
import { takeAnnotations, takeHead, takeLabels } from "./metadata.ts";
import { type KubeObject, textMap } from "./objects.ts";

/** Makes nodes of accounts and roles, and joins them as bindings say. */
export function takeAccess(inventory: Inventory): void {
  for (const object of ofKind(inventory, "ServiceAccount")) takeAccount(inventory, object);
  for (const object of ofKind(inventory, "Role", "ClusterRole")) takeRole(inventory, object);
  for (const object of ofKind(inventory, "RoleBinding", "ClusterRoleBinding")) {
    takeBinding(inventory, object);
  }
}

function takeAccount(inventory: Inventory, object: KubeObject): void {
  const node = addNode(inventory, object, "service-account");
  const { root } = object;
  takeAround(inventory, object, node);
  const token = root.get("automountServiceAccountToken");
  // A token is mounted where nothing is said.
  if (token) putFlag(node, ["automount"], token);
  else set(node, ["automount"], true);
  takeNames(node, "pullSecrets", root.get("imagePullSecrets"));
  takeNames(node, "secrets", root.get("secrets"));
}

function takeAround(inventory: Inventory, object: KubeObject, node: DraftNode): void {
  takeHead(inventory, object, node);
  takeLabels(inventory, node, object.root.at("metadata", "labels"));
  takeAnnotations(node, object.root.at("metadata", "annotations"));
}

function takeNames(node: DraftNode, key: string, list: Field | undefined): void {
  list?.items().forEach((entry, index) => {
    const name = entry.get("name");
    if (name) put(node, [key, index], name.text ?? "", name);
  });
}

function takeRole(inventory: Inventory, object: KubeObject): void {
  const { root, kind } = object;
  const node = addNode(inventory, object, "role");
  const isCluster = kind === "ClusterRole";
  const usual = `${inventory.draft.namespace ?? inventory.draft.name}-${node.id}`;
  takeAround(inventory, object, node);
  if (isCluster) {
    set(node, ["scope"], "cluster");
    const name = root.at("metadata", "name");
    if (object.name === usual) name?.take(node.id);
    else name?.approximate(`it is named "${usual}": two environments have one each`, node.id);
  }
  root.get("rules")?.items().forEach((rule, index) => takeRule(node, ["rules", index], rule));
  const [selector] = root.at("aggregationRule", "clusterRoleSelectors")?.items() ?? [];
  for (const [key, field] of selector?.get("matchLabels")?.entries() ?? []) {
    put(node, ["aggregate", key], field.text ?? "", field);
  }
}

const RULE_KEYS = ["apiGroups", "resources", "verbs", "resourceNames", "nonResourceURLs"];

function takeRule(node: DraftNode, at: readonly (string | number)[], rule: Field): void {
  for (const key of RULE_KEYS) {
    const list = rule.get(key);
    if (!list) continue;
    // The group without a name is that of the core.
    const words = (list.texts ?? []).map((word) => word === "" ? "core" : word);
    put(node, [...at, key], words, list);
  }
  const groups = (rule.get("apiGroups")?.texts ?? []).join();
  if (groups === "") {
    const entry = (node.config["rules"] as Record<string, Json>[])[at[1] as number]!;
    delete entry["apiGroups"];
  }
}

function takeBinding(inventory: Inventory, object: KubeObject): void {
  const { root, kind } = object;
  const reference = root.get("roleRef");
  const role = roleOf(inventory, object, reference);
  if (!role) return root.drop("the role that it gives is not among the files");
  takeHead(inventory, object, role);
  reference?.take(role.id);
  takeLabels(inventory, role, root.at("metadata", "labels"));
  if (role.config["scope"] === "cluster") {
    set(role, ["binding"], kind === "ClusterRoleBinding" ? "cluster" : "namespace");
  }
  for (const subject of root.get("subjects")?.items() ?? []) takeSubject(inventory, role, subject);
}

/** The node of the role that a binding gives; a role of the cluster may be there already. */
function roleOf(
  inventory: Inventory,
  object: KubeObject,
  reference: Field | undefined,
): DraftNode | undefined {
  const kind = reference?.get("kind")?.text ?? "";
  const name = reference?.get("name")?.text ?? "";
  const known = nodeOf(inventory, find(inventory, kind, name));
  if (known || kind !== "ClusterRole") return known;
  const node = addNode(inventory, object, "role");
  set(node, ["scope"], "cluster");
  set(node, ["existing"], name);
  return node;
}

function takeSubject(inventory: Inventory, role: DraftNode, subject: Field): void {
  const { kind, name } = textMap(subject);
  if (kind !== "ServiceAccount") {
    const subjects = (role.config["subjects"] ?? []) as Json[];
    set(role, ["subjects", subjects.length], { kind: kind ?? "", name: name ?? "" });
    return subject.take(role.id, ["subjects", subjects.length]);
  }
  const account = nodeOf(inventory, find(inventory, "ServiceAccount", name));
  if (!account) return subject.drop("the account is not among the files", role.id);
  subject.take(role.id);
  inventory.draft.connect(
    { node: role.id, port: "permissions" },
    { node: account.id, port: "permissions" },
  );
}
