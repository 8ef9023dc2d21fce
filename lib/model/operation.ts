import type { Json, JsonObject } from "./json.ts";

/**
 * A step of an operation's path: a key of a map, an index of a list, or the item of a list whose
 * `name` is given.
 */
export type Step = string | number | { readonly name: string };

/** Where in a node's config an operation works; empty for the config as a whole. */
export type OperationPath = readonly Step[];

/**
 * One typed change to a workflow or its layout. The canvas, undo, `PATCH` and the command line
 * speak it. It is plain JSON.
 */
export type Operation =
  | AddNode
  | RemoveNode
  | SetField
  | UnsetField
  | Connect
  | Disconnect
  | SetTitle
  | SetGroup
  | Move;

/** What every operation may carry. */
interface Exact {
  /** How to do it byte by byte; written into an inverse by whoever applied the operation. */
  readonly source?: Source;
}

/** Adds a node, and the connections it comes with. */
export interface AddNode extends Exact {
  readonly op: "add-node";
  readonly node: string;
  readonly component: string;
  readonly title?: string;
  readonly description?: string;
  readonly group?: string;
  readonly config?: JsonObject;
  /** Connections of which the node is one end. */
  readonly connections?: readonly NewConnection[];
}

/** Removes a node, its place on the canvas, and every connection that touches it. */
export interface RemoveNode extends Exact {
  readonly op: "remove-node";
  readonly node: string;
}

/**
 * Sets a field of a node's config; maps on the way to it are made where they are missing. The index
 * after the last item of a list, or the name of no item yet, appends to the list.
 */
export interface SetField extends Exact {
  readonly op: "set";
  readonly node: string;
  readonly path: OperationPath;
  readonly value: Json;
}

/** Takes a field of a node's config, or an item of a list in it, away. */
export interface UnsetField extends Exact {
  readonly op: "unset";
  readonly node: string;
  readonly path: OperationPath;
}

/** A connection as operations write it. */
export interface NewConnection {
  /** The provider's end, such as `db.endpoint`. */
  readonly from: string;
  /** The consumer's end, such as `api.requires`. */
  readonly to: string;
  /** `false` where nobody waits for the provider. */
  readonly order?: boolean;
}

/** Joins an output to an input. */
export interface Connect extends NewConnection, Exact {
  readonly op: "connect";
}

/** Takes a connection away. */
export interface Disconnect extends Exact {
  readonly op: "disconnect";
  readonly from: string;
  readonly to: string;
}

/** Sets the title of a node; empty takes it away. */
export interface SetTitle extends Exact {
  readonly op: "set-title";
  readonly node: string;
  readonly value: string;
}

/** Puts a node into a group, or with `null` out of it. */
export interface SetGroup extends Exact {
  readonly op: "set-group";
  readonly node: string;
  readonly value: string | null;
}

/**
 * Moves a node on the canvas, to whole units. Only the layout file changes. With `null` for both
 * its place is forgotten, and it is laid out automatically.
 */
export interface Move extends Exact {
  readonly op: "move";
  readonly node: string;
  readonly x: number | null;
  readonly y: number | null;
}

/**
 * The exact bytes of an operation. They are used for a file that is still as it was when they were
 * taken, and then only to touch what the operation names; any other file is edited as usual.
 */
export interface Source {
  readonly workflow?: FileSource;
  readonly layout?: FileSource;
}

/** The exact bytes for one file. */
export interface FileSource {
  /** The hash of the text that the pieces fit. */
  readonly of: string;
  /** What is replaced, each piece after those before it; `null` for a file that was not there. */
  readonly pieces: readonly SourcePiece[] | null;
}

/** At an offset, a number of characters gives way to a text. */
export interface SourcePiece {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}
