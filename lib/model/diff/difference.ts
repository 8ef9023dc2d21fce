import type { Json } from "../json.ts";
import type { NodePlace, Note } from "../layout.ts";
import type { OperationPath } from "../operation.ts";

/** What differs between two versions of a workflow and its layout, in the words of the graph. */
export interface Difference {
  /** Fields of `metadata` and `spec`, and the kind, by their path from the document's root. */
  readonly fields: readonly FieldChange[];
  /** Nodes that came, went, got another id or say something else, in the order of their ids. */
  readonly nodes: readonly NodeChange[];
  /** Connections that came, went, or wait otherwise, in the order of their ends. */
  readonly connections: readonly ConnectionChange[];
  /** Nodes that stand elsewhere on the canvas, or look otherwise. */
  readonly places: readonly PlaceChange[];
  readonly notes: readonly NoteChange[];
}

/** A field that is new (no `before`), gone (no `after`) or says something else. */
export interface FieldChange {
  readonly path: OperationPath;
  readonly before?: Json;
  readonly after?: Json;
}

/** A node that differs. */
export interface NodeChange {
  /** Its id now; of one that went, its last. */
  readonly node: string;
  readonly change: "added" | "removed" | "renamed" | "changed";
  /** Its id before, where it got another. */
  readonly was?: string;
  readonly component: string;
  readonly title?: string;
  /** What it says otherwise, by the path from the node: `["config", "replicas"]`. */
  readonly fields: readonly FieldChange[];
}

/** A connection that differs, by its two ends such as `db.endpoint`. */
export interface ConnectionChange {
  readonly from: string;
  readonly to: string;
  readonly change: "added" | "removed" | "changed";
  /** Whether the consumer waits, now; of one that went, before. */
  readonly order: boolean;
}

/** A node's place on the canvas; without one it is laid out automatically. */
export interface PlaceChange {
  readonly node: string;
  readonly before?: NodePlace;
  readonly after?: NodePlace;
}

/** A note on the canvas that came, went or changed. */
export interface NoteChange {
  readonly note: string;
  readonly before?: Note;
  readonly after?: Note;
}
