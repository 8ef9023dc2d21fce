import type { Schema } from "./schema.ts";

/** Everything that can be drawn, as plain data: what the browser, the API and the command line read. */
export interface Catalogue {
  readonly version: 1;
  /** The kinds of workflow, by id. */
  readonly kinds: Readonly<Record<string, Kind>>;
  /** The components, by id. */
  readonly components: Readonly<Record<string, ComponentType>>;
}

/** A kind of workflow: what its graphs may hold and which rules they follow. */
export interface Kind {
  /** The value of `kind` in the file. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The ids of the components that it may hold. */
  readonly components: readonly string[];
  /** Which output types may join which input types, besides a type with itself. */
  readonly joins: readonly { readonly from: string; readonly to: string }[];
  /** Whether connections that order their ends may form a cycle. */
  readonly acyclic: boolean;
}

/** A node type. */
export interface ComponentType {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The group of the palette that it stands in. */
  readonly category: string;
  readonly outputs: Readonly<Record<string, Port>>;
  readonly inputs: Readonly<Record<string, Port>>;
  /** Whether other nodes may name it as their group. */
  readonly groups?: boolean;
  /** What its config may hold. */
  readonly config: Schema;
}

/** Where connections begin or end. */
export interface Port {
  /** What flows through it; an output joins an input of the same type. */
  readonly type: string;
  readonly title: string;
  /** Whether an input takes more than one connection; an output always may. */
  readonly many?: boolean;
  /** A config field without which an output has nothing to give. */
  readonly needs?: string;
}
