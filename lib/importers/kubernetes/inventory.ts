import type { Provided } from "../shared/addresses.ts";
import type { Draft, DraftNode } from "../shared/draft.ts";
import type { KubeObject } from "./objects.ts";

export type { Provided } from "../shared/addresses.ts";

/** Everything that is read, and the nodes that it became. */
export interface Inventory {
  readonly draft: Draft;
  readonly objects: readonly KubeObject[];
  /** The node of an object. */
  readonly nodes: Map<KubeObject, DraftNode>;
  /** What the name of a Service leads to. */
  readonly services: Map<string, Provided>;
  /** Labels of every object, which the workflow has as a whole. */
  readonly common: Readonly<Record<string, string>>;
  /** Claims that a workload makes itself now. */
  readonly claims: Set<KubeObject>;
  /** Secret nodes of secrets that are not among the files, by name. */
  readonly foreignSecrets: Map<string, DraftNode>;
  /** Secret nodes of what stood as text in ConfigMaps, by the names of those. */
  readonly movedKeys: Map<string, DraftNode>;
}

/** The objects of a kind. */
export function ofKind({ objects }: Inventory, ...kinds: readonly string[]): KubeObject[] {
  return objects.filter(({ kind }) => kinds.includes(kind));
}

/** The object of a kind and a name. */
export function find(
  { objects }: Inventory,
  kind: string,
  name: string | undefined,
): KubeObject | undefined {
  return objects.find((object) => object.kind === kind && object.name === name);
}

/** The node of an object; a runner that became none has none. */
export function nodeOf({ nodes }: Inventory, object: KubeObject | undefined) {
  return object && nodes.get(object);
}

/** Makes the node of an object. */
export function addNode(inventory: Inventory, object: KubeObject, component: string): DraftNode {
  const node = inventory.draft.node(object.name, component);
  inventory.nodes.set(object, node);
  return node;
}
