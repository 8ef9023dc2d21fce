import type { ImportedLines, SourceFile } from "../model/import.ts";
import type { Workflow } from "../model/workflow.ts";
import type { LocatedProblem } from "../model/problem.ts";

export type { ImportedLines, SourceFile };

/** Reads what people already have as a workflow. Pure: nothing is fetched, nothing is run. */
export interface Importer {
  /** The id of the format: `celestra import --from`. */
  readonly id: string;
  readonly title: string;
  /** Whether files that are not recognised belong to it as well, since others name them. */
  readonly takesOthers?: boolean;
  /** Whether a file looks like one of this format, for files that come without a word. */
  recognizes(file: SourceFile): boolean;
  /**
   * Reads files of one application; a format whose reader is large loads it when it is asked.
   *
   * @param name The name of the workflow.
   */
  import(files: readonly SourceFile[], name: string): Imported | Promise<Imported>;
}

/** A workflow, and what became of every line that was read. */
export interface Imported {
  /** Absent where a fault left nothing to read. */
  readonly workflow?: Workflow;
  /** What of each file became what, ordered by file and line; it covers every line with content. */
  readonly report: readonly ImportedLines[];
  /** What could not be read at all: a syntax error, a file that is too large. */
  readonly problems: readonly LocatedProblem[];
}
