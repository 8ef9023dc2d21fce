import type { Json, JsonObject } from "./json.ts";

/** The version of every file format of Celestra. */
export const API_VERSION = "celestra/v1";

/** The form of names and ids: every object and service name made from one stays legal. */
export const ID_PATTERN = /^[a-z]([a-z0-9-]{0,50}[a-z0-9])?$/;

/** What a workflow may hold at most. Sizes are in bytes of UTF-8. */
export const LIMITS = {
  fileBytes: 256 * 1024,
  nodes: 500,
  connections: 2000,
  nodeBytes: 64 * 1024,
} as const;

/** The limits that hold for a workflow; a bench may lift them. */
export type Limits = { readonly [Key in keyof typeof LIMITS]: number };

/** A graph in `workflows/<name>.yaml`. */
export interface Workflow {
  /** Which kind of graph it is; the catalogue knows the kinds. */
  readonly kind: string;
  /** Its name, equal to the file's. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Labels that every object made from it carries. */
  readonly labels: Readonly<Record<string, string>>;
  readonly namespace?: string;
  /** Its nodes by id, in the order of the file. */
  readonly nodes: ReadonlyMap<string, WorkflowNode>;
  readonly connections: readonly Connection[];
  /** Entries of an unresolved merge. */
  readonly conflicts: readonly Json[];
}

/** An instance of a component. */
export interface WorkflowNode {
  readonly id: string;
  /** The id of its component in the catalogue. */
  readonly component: string;
  readonly title?: string;
  readonly description?: string;
  /** The id of the group node that the canvas draws around it. */
  readonly group?: string;
  /** Its settings as written, without defaults. */
  readonly config: JsonObject;
}

/** A provider's output joined to a consumer's input; its identity is its two ends. */
export interface Connection {
  readonly from: ConnectionEnd;
  readonly to: ConnectionEnd;
  /** Whether the consumer waits for the provider; `false` leaves the cycle check out. */
  readonly order: boolean;
}

/** A port of a node. */
export interface ConnectionEnd {
  readonly node: string;
  readonly port: string;
}

/** An end as the file writes it: `db.endpoint`. */
export function endText({ node, port }: ConnectionEnd): string {
  return `${node}.${port}`;
}
