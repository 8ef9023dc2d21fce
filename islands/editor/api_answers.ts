import type { Fidelity, MappedLines } from "../../lib/model/artifact.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Conflict } from "../../lib/model/merge.ts";
import type { Operation } from "../../lib/model/operation.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";

/** A file as the API answers it. */
export interface FileAnswer {
  readonly text: string;
  readonly etag?: string | null;
  readonly commit: string;
}

/** A draft of one's own as the API answers it. */
export interface DraftAnswer {
  readonly base: string;
  readonly operations: readonly Operation[];
  readonly savedAt: string;
  readonly etag: string;
  /** Whether the files at the head are those at the base. */
  readonly head: { readonly commit: string; readonly state: string };
}

/** Both files at a commit. */
export interface FilesAtAnswer {
  readonly name: string;
  readonly text: string;
  readonly etag: string;
  readonly commit: string;
  readonly layout: { readonly text: string; readonly etag?: string | null };
}

/** What keeping a draft answers. */
export type KeptAnswer = Pick<DraftAnswer, "base" | "savedAt" | "etag">;

/** The list of one's own drafts. */
export interface DraftsAnswer {
  readonly items: readonly { readonly name: string; readonly etag: string }[];
}

/** Something that two people made differently, as a refused save tells it. */
export interface ConflictAnswer extends Conflict {
  /** Names it and what its sides are: once one of them changes, it has another. */
  readonly id: string;
  readonly file: "workflow" | "layout";
}

/** What a person decides about a conflict. */
export type Resolution =
  | { readonly id: string; readonly take: "base" | "ours" | "theirs" }
  | { readonly id: string; readonly value: Json };

/** What a write answers. */
export interface SavedAnswer {
  readonly etag?: string | null;
  readonly commit: string;
}

/** What operations answer: both files as they are now; a layout without ETag is no file. */
export interface PatchAnswer extends SavedAnswer {
  readonly text: string;
  readonly layout: { readonly text: string; readonly etag?: string | null };
  /** Whether it was merged with what others had saved meanwhile. */
  readonly isMerged?: boolean;
}

/** A secret value that a workflow names. */
export interface SecretAnswer {
  readonly node: string;
  readonly key: string;
  readonly isSet: boolean;
}

/** Rendered files. */
export interface GeneratedAnswer {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly report: readonly Fidelity[];
  readonly map: { readonly files: Readonly<Record<string, readonly MappedLines[]>> };
  readonly problems?: readonly LocatedProblem[];
}
