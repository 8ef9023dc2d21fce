import { Field } from "../yaml/field.ts";
import type { Page } from "../yaml/page.ts";

/** An object of a cluster, as a file says it. */
export interface KubeObject {
  readonly root: Field;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** The kinds that run containers. */
export const WORKLOADS = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Pod",
] as const;

/** The kinds that run containers to their end. */
export const TASKS = ["Job", "CronJob"] as const;

/** The objects of a page, those of lists included; what is none is told so. */
export function objectsOf(page: Page): KubeObject[] {
  return page.documents.flatMap((source) => objectsIn(new Field(page, source, { path: "" })));
}

function objectsIn(root: Field): KubeObject[] {
  const kind = root.get("kind")?.text?.trim();
  const apiVersion = root.get("apiVersion")?.text;
  if (!kind || !apiVersion) {
    root.drop("this is no Kubernetes object: expected apiVersion and kind");
    return [];
  }
  const items = root.get("items");
  if (/List$/.test(kind) && items?.isList) return listed(root, items);
  const name = root.at("metadata", "name")?.text ?? kind.toLowerCase();
  const named = new Field(root.page, root.source, { path: `${kind}/${name}` });
  const namespace = root.at("metadata", "namespace")?.text;
  return [{ root: named, apiVersion, kind, name, namespace }];
}

function listed(root: Field, items: Field): KubeObject[] {
  for (const key of ["kind", "apiVersion"]) root.get(key)?.take();
  return items.items().flatMap(objectsIn);
}

/** The part of an object that says what its pods are like; the object itself for a Pod. */
export function templateOf({ kind, root }: KubeObject): Field | undefined {
  if (kind === "Pod") return root;
  return kind === "CronJob"
    ? root.at("spec", "jobTemplate", "spec", "template")
    : root.at("spec", "template");
}

/** The labels of the pods of an object. */
export function podLabels(object: KubeObject): Readonly<Record<string, string>> {
  return textMap(templateOf(object)?.at("metadata", "labels"));
}

/** A map of texts as a plain one. */
export function textMap(field: Field | undefined): Record<string, string> {
  return Object.fromEntries(
    (field?.entries() ?? []).flatMap(([key, value]) =>
      value.text === undefined ? [] : [[key, value.text]]
    ),
  );
}

/** Whether labels are all that a selector asks for. */
export function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** Whether an object runs containers that keep running; a Rollout may refer to a Deployment that does. */
export function isWorkload({ kind, root }: KubeObject): boolean {
  if (kind === "Rollout") return root.at("spec", "template") !== undefined;
  return (WORKLOADS as readonly string[]).includes(kind);
}

/** Whether an object runs containers, whether they end or not. */
export function isRunner(object: KubeObject): boolean {
  return isWorkload(object) || (TASKS as readonly string[]).includes(object.kind);
}
