import type { Path } from "./json.ts";

/** A file that somebody gave. */
export interface SourceFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Lines of an input, from 1, both ends included, and what became of them. */
export interface ImportedLines {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** The keys that lead there in the input, such as `services.web.image`. */
  readonly source: string;
  /**
   * `taken` as it is, `approximated` in another way than it says, kept in a `custom` resource, or
   * `dropped`.
   */
  readonly class: "taken" | "approximated" | "custom" | "dropped";
  /** How it was approximated, or why it was not taken; empty for the others. */
  readonly message: string;
  /** The node that holds it now. */
  readonly node?: string;
  /** Where in that node's config it stands. */
  readonly at?: Path;
}
