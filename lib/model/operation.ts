import type { Json, JsonObject } from "./json.ts";
import type { Note } from "./layout.ts";

/**
 * A step of an operation's path: a key of a map, an index of a list, or the item of a list whose
 * `name` or `key` is given.
 */
export type Step = string | number | { readonly name: string } | { readonly key: string };

/** Where in a config, or in metadata or spec, an operation works; empty for the config as a whole. */
export type OperationPath = readonly Step[];

/**
 * One typed change to a workflow or its layout. The canvas, undo, `PATCH` and the command line
 * speak it. It is plain JSON.
 */
export type Operation =
  | AddNode
  | RemoveNode
  | RenameNode
  | SetField
  | UnsetField
  | InsertItem
  | RemoveItem
  | Connect
  | Disconnect
  | SetTitle
  | SetDescription
  | SetGroup
  | SetComponent
  | SetMetadata
  | SetSpec
  | Move
  | Resize
  | SetColor
  | AddNote
  | SetNote
  | RemoveNote;

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
 * Gives a node another id, wherever the workflow and its layout name it: as an end of connections,
 * as the group of other nodes, and in their `config.bind`.
 */
export interface RenameNode extends Exact {
  readonly op: "rename-node";
  readonly node: string;
  readonly to: string;
}

/**
 * Sets a field of a node's config; maps on the way to it are made where they are missing. The index
 * after the last item of a list, or the name or key of no item yet, appends to the list.
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

/** Puts an item into a list of a node's config, before the one that has the index now. */
export interface InsertItem extends Exact {
  readonly op: "insert";
  readonly node: string;
  /** The list. */
  readonly path: OperationPath;
  /** From 0; the number of items appends. */
  readonly index: number;
  readonly value: Json;
}

/** Takes an item out of a list of a node's config. */
export interface RemoveItem extends Exact {
  readonly op: "remove";
  readonly node: string;
  /** The list. */
  readonly path: OperationPath;
  readonly index: number;
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

/** Sets the description of a node; empty takes it away. */
export interface SetDescription extends Exact {
  readonly op: "set-description";
  readonly node: string;
  readonly value: string;
}

/** Puts a node into a group, or with `null` out of it. */
export interface SetGroup extends Exact {
  readonly op: "set-group";
  readonly node: string;
  readonly value: string | null;
}

/** Makes a node an instance of another component; its config stays as it is. */
export interface SetComponent extends Exact {
  readonly op: "set-component";
  readonly node: string;
  readonly value: string;
}

/** Sets a field of `metadata`; `null` takes it away. The name follows the file and stays. */
export interface SetMetadata extends Exact {
  readonly op: "set-metadata";
  readonly path: OperationPath;
  readonly value: Json;
}

/** Sets a field of `spec`; `null` takes it away. Nodes and connections have their own operations. */
export interface SetSpec extends Exact {
  readonly op: "set-spec";
  readonly path: OperationPath;
  readonly value: Json;
}

/**
 * Moves a node on the canvas. Only the layout file changes. With `null` for both
 * its place is forgotten, and it is laid out automatically.
 */
export interface Move extends Exact {
  readonly op: "move";
  readonly node: string;
  readonly x: number | null;
  readonly y: number | null;
}

/** Sets the size of a node that has a place on the canvas; `null` for both takes it away. */
export interface Resize extends Exact {
  readonly op: "resize";
  readonly node: string;
  readonly width: number | null;
  readonly height: number | null;
}

/** Sets the colour of a node that has a place on the canvas; `null` takes it away. */
export interface SetColor extends Exact {
  readonly op: "set-color";
  readonly node: string;
  readonly value: string | null;
}

/** Sticks a new note on the canvas. */
export interface AddNote extends Note, Exact {
  readonly op: "add-note";
  readonly note: string;
}

/** Makes a note what it says here, its place and size included. */
export interface SetNote extends Note, Exact {
  readonly op: "set-note";
  readonly note: string;
}

/** Takes a note off the canvas. */
export interface RemoveNote extends Exact {
  readonly op: "remove-note";
  readonly note: string;
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
