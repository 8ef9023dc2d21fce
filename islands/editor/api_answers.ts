import type { Fidelity, MappedLines } from "../../lib/model/artifact.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";

/** A file as the API answers it. */
export interface FileAnswer {
  readonly text: string;
  readonly etag?: string | null;
  readonly commit: string;
}

/** What a write answers. */
export interface SavedAnswer {
  readonly etag?: string | null;
  readonly commit: string;
}

/** What operations answer: both files as they are now; a layout without ETag is no file. */
export interface PatchAnswer extends SavedAnswer {
  readonly text: string;
  readonly layout: { readonly text: string; readonly etag?: string | null };
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
