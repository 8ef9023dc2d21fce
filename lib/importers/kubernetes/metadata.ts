import { FORMATS } from "../../model/formats.ts";
import { lookup } from "../../model/json.ts";
import type { DraftNode } from "../shared/draft.ts";
import type { Field } from "../yaml/field.ts";
import { put } from "../yaml/put.ts";
import type { Inventory } from "./inventory.ts";
import type { KubeObject } from "./objects.ts";

const OURS = /^celestra\.dev\//;
const HOOK = /^helm\.sh\/hook/;
const BOOKKEEPING =
  /^(kubectl\.kubernetes\.io\/|deployment\.kubernetes\.io\/|pv\.kubernetes\.io\/|meta\.helm\.sh\/)/;

/** What every object says of itself, besides labels and annotations. */
export function takeHead(
  { draft }: Inventory,
  { root, name }: KubeObject,
  node: DraftNode,
  expected: string = node.id,
): void {
  root.get("apiVersion")?.take(node.id);
  root.get("kind")?.take(node.id);
  const said = root.at("metadata", "name");
  if (name === expected) said?.take(node.id);
  else said?.approximate(`it is named "${expected}" now, after its node`, node.id);
  const namespace = root.at("metadata", "namespace");
  const wanted = draft.namespace ?? draft.name;
  if (namespace?.text === wanted) namespace.take();
  else namespace?.approximate("all of a workflow is in one namespace, that of the workflow");
}

/** Labels of an object or its pods, as labels of its node. */
export function takeLabels(
  inventory: Inventory,
  node: DraftNode,
  labels: Field | undefined,
): void {
  for (const [key, field] of labels?.entries() ?? []) takeLabel(inventory, node, key, field);
}

function takeLabel({ draft, common }: Inventory, node: DraftNode, key: string, field: Field) {
  const value = field.text ?? "";
  if (OURS.test(key) || lookup(common, key) === value) return field.take(node.id);
  const own = lookup(OWN, key);
  if (own) {
    const ours = own(node.id, draft.name);
    if (value === ours) return field.take(node.id);
    return field.approximate(`Celestra sets this label itself, to "${ours}"`, node.id);
  }
  if (!FORMATS["label-key"]!.test(key) || !FORMATS["label-value"]!.test(value)) {
    return field.drop("it is no label that Kubernetes takes", node.id);
  }
  const known = lookup((node.config["labels"] ?? {}) as Record<string, string>, key);
  if (known !== undefined && known !== value) {
    return field.approximate(`all that belongs to the node has the value "${known}"`, node.id);
  }
  put(node, ["labels", key], value, field);
}

/** Labels that Celestra gives every object. */
const OWN: Readonly<Record<string, (node: string, workflow: string) => string>> = {
  "app.kubernetes.io/name": (node) => node,
  "app.kubernetes.io/part-of": (_, workflow) => workflow,
  "app.kubernetes.io/managed-by": () => "celestra",
};

/** Annotations, as those of a node; without what is written for such an object anyway. */
export function takeAnnotations(
  node: DraftNode,
  annotations: Field | undefined,
  implied: Readonly<Record<string, string>> = {},
): void {
  for (const [key, field] of annotations?.entries() ?? []) {
    const ours = OURS.test(key) || key in implied && lookup(implied, key) === field.text;
    if (ours) field.take(node.id);
    else if (HOOK.test(key)) field.approximate("it is made with everything else", node.id);
    else if (BOOKKEEPING.test(key)) field.drop("the cluster or a program writes it by itself");
    else put(node, ["annotations", key], field.text ?? "", field);
  }
}

/** The labels of a Namespace that every other object has as well. */
export function commonLabels(objects: readonly KubeObject[]): Record<string, string> {
  const labelsOf = ({ root }: KubeObject) => root.at("metadata", "labels");
  const namespace = objects.find(({ kind }) => kind === "Namespace");
  const entries = namespace ? labelsOf(namespace)?.entries() ?? [] : [];
  return Object.fromEntries(entries.flatMap(([key, { text }]) => {
    const special = key.includes("kubernetes.io/") || OURS.test(key);
    const everywhere = objects.length > 1 &&
      objects.every((object) => labelsOf(object)?.get(key)?.text === text);
    return special || !everywhere || text === undefined ? [] : [[key, text]];
  }));
}
