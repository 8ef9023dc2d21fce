import { type Branch, childOf, itemsOf } from "./branch.ts";
import type { Placed } from "./objects.ts";
import type { Side } from "./side.ts";

/** Kinds of which Kustomize knows that they are in no namespace. */
const CLUSTER_WIDE = [
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "Namespace",
];

/**
 * The namespace that an overlay sets for everything at once; `undefined` where nothing moves, or
 * where something is to stay elsewhere: Kustomize moves all there is.
 */
export function namespaceFor(base: Side, variant: Side): string | undefined {
  const isMoved = base.plan.namespace !== variant.plan.namespace;
  return isMoved && isUniform(base) && isUniform(variant) ? variant.plan.namespace : undefined;
}

function isUniform({ plan, objects }: Side): boolean {
  return objects.every((object) =>
    isInside(object, plan.namespace) && isBoundInside(object, plan.namespace)
  );
}

function isInside({ kind, name, namespace }: Placed, expected: string): boolean {
  if (kind === "Namespace") return name === expected;
  return namespace === undefined ? CLUSTER_WIDE.includes(kind) : namespace === expected;
}

/** In a binding Kustomize also sets the namespace of the account that is called default. */
function isBoundInside({ kind, root }: Placed, expected: string): boolean {
  const subjects = /^(Cluster)?RoleBinding$/.test(kind) ? childOf(root, "subjects") : undefined;
  return (subjects ? itemsOf(subjects) : []).every((subject) =>
    childOf(subject, "kind")?.value !== "ServiceAccount" ||
    childOf(subject, "name")?.value !== "default" ||
    childOf(subject, "namespace")?.value === expected
  );
}

/** An object as it is once Kustomize has set the namespace. */
export function moved(root: Branch, namespace: string): Branch {
  const kind = childOf(root, "kind")!.value;
  const metadata = childOf(root, "metadata")!;
  const value = metadata.value as Readonly<Record<string, unknown>>;
  if (kind === "Namespace") return withMetadata(root, { ...value, name: namespace });
  if (!childOf(metadata, "namespace")) return root;
  return withMetadata(root, { ...value, namespace });
}

function withMetadata(root: Branch, metadata: object): Branch {
  return { ...root, value: { ...root.value as object, metadata } };
}
