import { lookup } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put, putFormat, putWhole, set } from "../yaml/put.ts";
import { groupOf } from "./groups.ts";
import { addNode, type Inventory, ofKind } from "./inventory.ts";
import { takeHead, takeLabels } from "./metadata.ts";
import type { KubeObject } from "./objects.ts";

/** The namespace of a workflow: the one that is made, else the one that most objects name. */
export function usualNamespace(objects: readonly KubeObject[]): string | undefined {
  const made = objects.find(({ kind }) => kind === "Namespace");
  if (made) return made.name;
  const counts = new Map<string, number>();
  for (const { namespace } of objects) {
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/**
 * Takes what is said of the namespace: its name, labels that everything has, and the amounts of
 * its quota and limits, which become those of a group around all nodes.
 */
export function takeNamespaces(inventory: Inventory): void {
  const [first, ...more] = ofKind(inventory, "Namespace");
  for (const other of more) other.root.drop("a workflow has one namespace");
  const limits = ofKind(inventory, "ResourceQuota", "LimitRange");
  const isEmpty = inventory.draft.nodes.length === 0;
  const limited = limits[0] ?? (isEmpty ? first : undefined);
  const group = limited && (groupOf(inventory, limited.name) ?? groupAround(inventory, limited));
  if (first) takeNamespace(inventory, first, group);
  for (const object of limits) {
    takeHead(inventory, object, group!);
    takeLabels(inventory, group!, object.root.at("metadata", "labels"));
    if (object.kind === "ResourceQuota") takeQuota(group!, object.root.at("spec", "hard"));
    else takeLimits(group!, object.root.at("spec", "limits"));
  }
}

function groupAround(inventory: Inventory, object: KubeObject): DraftNode {
  const inside = inventory.draft.nodes;
  const group = addNode(inventory, object, "app-group");
  set(group, ["network"], "open");
  for (const node of inside) node.group = group.id;
  return group;
}

function takeNamespace(
  { draft, common }: Inventory,
  { root, name }: KubeObject,
  group: DraftNode | undefined,
): void {
  for (const key of ["apiVersion", "kind"]) root.get(key)?.take();
  root.at("metadata", "name")?.take();
  for (const [key, field] of root.at("metadata", "labels")?.entries() ?? []) {
    const isSame = lookup(common, key) === field.text ||
      (key === "app.kubernetes.io/part-of" && field.text === draft.name) ||
      (key === "app.kubernetes.io/managed-by" && field.text === "celestra") ||
      (key === "kubernetes.io/metadata.name" && field.text === name);
    if (isSame) field.take();
    else if (key.startsWith("pod-security.kubernetes.io/")) takeStandard(key, field);
    else if (group) put(group, ["labels", key], field.text ?? "", field);
    else field.drop("the namespace has the labels of the workflow: add it there");
  }
}

function takeStandard(key: string, field: Field): void {
  const isOurs = /enforce$/.test(key) ? field.text === "restricted" : field.text === "latest";
  if (isOurs && /enforce/.test(key)) field.take();
  else field.drop("an environment says which standard its namespace keeps");
}

const AMOUNTS: Readonly<Record<string, readonly [key: string, format: string]>> = {
  "cpu": ["cpu", "cpu"],
  "memory": ["memory", "quantity"],
  "limits.cpu": ["cpuLimit", "cpu"],
  "limits.memory": ["memoryLimit", "quantity"],
  "requests.cpu": ["cpu", "cpu"],
  "requests.memory": ["memory", "quantity"],
  "requests.storage": ["storage", "quantity"],
};

const COUNTS: Readonly<Record<string, string>> = {
  "persistentvolumeclaims": "claims",
  "pods": "pods",
  "services": "services",
};

function takeQuota(group: DraftNode, hard: Field | undefined): void {
  set(group, ["quota", "size"], "Custom");
  for (const [key, field] of hard?.entries() ?? []) {
    const amount = lookup(AMOUNTS, key);
    const count = lookup(COUNTS, key);
    if (amount) putFormat(group, ["quota", amount[0]], field, amount[1]);
    else if (count) putWhole(group, ["quota", count], field, [0, 1_000_000]);
  }
}

const LIMITS: Readonly<Record<string, readonly [cpu: string, memory: string]>> = {
  default: ["cpuLimit", "memoryLimit"],
  defaultRequest: ["cpu", "memory"],
  max: ["maxCpu", "maxMemory"],
};

function takeLimits(group: DraftNode, limits: Field | undefined): void {
  for (const limit of limits?.items() ?? []) {
    const type = limit.get("type");
    if (type?.text !== "Container") {
      limit.drop("limits are those of single containers", group.id);
      continue;
    }
    type.take(group.id);
    for (const [key, [cpu, memory]] of Object.entries(LIMITS)) {
      putFormat(group, ["limits", cpu], limit.at(key, "cpu"), "cpu");
      putFormat(group, ["limits", memory], limit.at(key, "memory"), "quantity");
    }
  }
}
