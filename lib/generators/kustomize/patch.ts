import type { Branch } from "./branch.ts";
import { jsonPatch } from "./json_patch.ts";
import type { Placed } from "./objects.ts";
import { strategicPatch } from "./strategic_patch.ts";

/** A patch of an overlay. */
export interface Patch {
  /** Where it stands in the overlay's folder. */
  readonly path: string;
  readonly content: object;
  /** What it changes, where the patch does not say it itself. */
  readonly target?: object | undefined;
  /** Where what it changes comes from. */
  readonly origin: Branch;
}

/** The groups whose lists Kubernetes merges item by item; of any other it knows nothing. */
const STRATEGIC = [
  "",
  "apps",
  "autoscaling",
  "batch",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
];

/** What turns an object into what it is in an environment; nothing where it is the same. */
export function patchOf(object: Placed, base: Branch, head: Branch): Patch | undefined {
  const merge = mergeOf(object, base, head);
  if (merge && Object.keys(merge).length === 0) return undefined;
  if (merge) return fileOf(object, { ...identityOf(object), ...mergedInto(object, merge) });
  const operations = jsonPatch(base, head);
  if (operations.length === 0) return undefined;
  return { ...fileOf(object, operations), target: targetOf(object) };
}

/** A patch that takes an object away. */
export function deletionOf(object: Placed): Patch {
  return fileOf(object, { ...identityOf(object), $patch: "delete" });
}

function mergeOf(object: Placed, base: Branch, head: Branch) {
  if (!STRATEGIC.includes(groupOf(object).group)) return undefined;
  const merge = strategicPatch(base, head);
  return merge && !changesName(merge) ? merge : undefined;
}

/** A strategic merge patch finds its object by its name, so it cannot change that. */
function changesName({ metadata = {} }: Readonly<Record<string, unknown>>): boolean {
  return "name" in (metadata as object) || "namespace" in (metadata as object);
}

function mergedInto(object: Placed, merge: Readonly<Record<string, unknown>>) {
  const { metadata } = identityOf(object);
  return { ...merge, metadata: { ...metadata, ...merge.metadata as object } };
}

function identityOf({ apiVersion, kind, name, namespace }: Placed) {
  return { apiVersion, kind, metadata: { name, namespace } };
}

function fileOf({ file, root: origin }: Placed, content: object): Patch {
  return { path: `patches/${file}`, content, origin };
}

/** The name is a regular expression to Kustomize; that of a definition has dots. */
function targetOf(object: Placed): object {
  const { group, version } = groupOf(object);
  const name = object.name.replaceAll(".", "\\.");
  return { group: group || undefined, version, kind: object.kind, name };
}

function groupOf({ apiVersion }: Placed): { group: string; version: string } {
  const [version, group = ""] = apiVersion.split("/").reverse() as [string, string?];
  return { group, version };
}
