import type { Operation } from "../../model/operation.ts";
import type { DraftEntry } from "../../state/state.ts";
import type { OpenConflict } from "../content/open_conflicts.ts";
import type { SavedPatch } from "../content/writing.ts";
import type { Standing } from "./standing.ts";

/** Edits and the commit that they were drawn on. */
export interface Edits {
  readonly base: string;
  readonly operations: readonly Operation[];
}

/** A draft without its content. */
export interface DraftSummary {
  readonly name: string;
  readonly base: string;
  /** ISO 8601 in UTC. */
  readonly savedAt: string;
  readonly etag: string;
}

/** A draft that was kept. */
export interface KeptDraft extends DraftSummary {
  readonly head: Standing;
  /** Whether there was none before. */
  readonly isNew: boolean;
}

/** A draft with all that is needed to go on with it. */
export interface OpenDraft extends DraftSummary, Edits {
  /** The files as they were drawn on. */
  readonly text: string;
  /** Without an ETag where it was laid out automatically. */
  readonly layout: { readonly text: string; readonly etag?: string };
  /** Whether the repository still has the commit that they are from. */
  readonly isBaseKnown: boolean;
  readonly head: Standing;
}

/** What a draft comes to. */
export interface DraftPreview {
  readonly base: string;
  /** The commit that it is laid on; absent where there is none. */
  readonly head?: string;
  /** The workflow's ETag there. */
  readonly etag?: string;
  /** What would be saved, with ours where there is a conflict; absent where nothing can be merged. */
  readonly text?: string;
  readonly layout?: string;
  readonly conflicts: readonly OpenConflict[];
  readonly isClean: boolean;
  /** Why nothing can be merged. */
  readonly reason?: "deleted" | "unreadable";
  /** The base with the edits, whatever became of the head. */
  readonly mine: { readonly text: string; readonly layout?: string };
}

/** What became of a draft. */
export interface PublishedDraft extends SavedPatch {
  /** Whether the workflow had changed since the base. */
  readonly isMerged: boolean;
}

/** A draft as a list shows it. */
export function summaryOf({ workflow: name, base, savedAt, etag }: DraftEntry): DraftSummary {
  return { name, base, savedAt: new Date(savedAt).toISOString(), etag };
}

/** Names edits by what they are. */
export async function tagOf({ base, operations }: Edits): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify([base, operations]));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}
