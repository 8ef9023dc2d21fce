import type { z as zod } from "zod";
import type { ComponentType } from "../model/catalogue.ts";
import type { JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";

/** The zod namespace. It is handed in, so that reading the registry loads no package. */
export type Zod = typeof zod;

/** A node type: what can be set, what can be joined, and what it asks for. */
export interface Component extends Omit<ComponentType, "config"> {
  /** What its config may hold, each field with title, description and tier. */
  config(z: Zod): zod.ZodType;
  /** What a node asks for. Its config is checked and holds its defaults. */
  resources(node: PlacedNode, config: JsonObject): Resource[];
}

/** A node in its graph: its id and what is joined to it. */
export interface PlacedNode {
  readonly id: string;
  /** The nodes joined to an input, in the order of the file. */
  providers(input: string): readonly Provider[];
  /** The nodes joined to an output, in the order of the file. */
  consumers(output: string): readonly Provider[];
  /** The ids of the nodes in this group, those of inner groups included, sorted. */
  members(): readonly string[];
}

/** A node at the other end of a connection. */
export interface Provider {
  readonly node: PlacedNode;
  readonly component: string;
  readonly config: JsonObject;
  /** Whether the consumer waits for it. */
  readonly order: boolean;
}

/** A component as its author writes it: config and lowering share a type. */
export interface ComponentDefinition<Schema extends zod.ZodType>
  extends Omit<Component, "config" | "resources"> {
  config(z: Zod): Schema;
  resources(node: PlacedNode, config: zod.output<Schema>): Resource[];
}

/** Defines a component; the type of its config stays with its author. */
export function defineComponent<Schema extends zod.ZodType>(
  definition: ComponentDefinition<Schema>,
): Component {
  return definition as unknown as Component;
}
