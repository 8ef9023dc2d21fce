import type { EntryChange } from "../../lib/model/history/entry_change.ts";
import type { Operation } from "../../lib/model/operation.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import type { Json } from "../../lib/model/json.ts";

/** A commit, wherever one is told of. */
export interface Told {
  readonly commit: string;
  readonly at: string;
  readonly author: string;
  readonly message: string;
}

/** A commit of a workflow's history. */
export interface HistoryEntry extends Told {
  /** The name of the workflow then. */
  readonly name: string;
  readonly change: EntryChange;
  /** The name before, of a renamed one. */
  readonly was?: string;
  /** What changed, in short sentences. */
  readonly changes: readonly string[];
  /** The id of the node then, of which the history is. */
  readonly node?: string;
  readonly problem?: LocatedProblem;
}

/** A page of the history. */
export interface HistoryPage {
  readonly items: readonly HistoryEntry[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** Both ends of a comparison, as commits. */
export interface DiffAnswer {
  readonly base: string;
  readonly head: string;
}

/** Something that stays as it is when a node is brought back, and why. */
export interface Skipped {
  readonly node: string;
  readonly path: readonly (string | number | { readonly name: string } | {
    readonly key: string;
  })[];
  readonly then: Json;
  readonly now: Json;
  readonly reason: string;
}

/** What bringing back makes, or would make. */
export interface RestoreAnswer {
  readonly commit: string;
  /** Of the workflow as it is today. */
  readonly etag?: string;
  readonly operations: readonly Operation[];
  readonly changes: readonly string[];
  readonly later: readonly HistoryEntry[];
  readonly skipped: readonly Skipped[];
  readonly text: string;
  readonly layout: { readonly text?: string };
  readonly problems: readonly LocatedProblem[];
}
