import { readForeignYaml } from "../../format/foreign_yaml.ts";
import { placeOf, type SourceNode } from "../../format/source.ts";
import type { Path } from "../../model/json.ts";
import { error, type LocatedProblem } from "../../model/problem.ts";
import type { ImportedLines, SourceFile } from "../importer.ts";

/** What became of a value and of everything in it that says nothing else of itself. */
export interface Mark {
  readonly class: ImportedLines["class"];
  readonly message: string;
  readonly node?: string;
  /** Where in the node's config it stands now. */
  readonly at?: Path;
  /** Whether it is a secret of which only the name is taken. */
  readonly isWithheld?: true;
}

/** A YAML file that is read, and what became of each of its values. */
export interface Page {
  readonly file: SourceFile;
  readonly documents: readonly SourceNode[];
  readonly marks: Map<SourceNode, Mark>;
  /** What is said of a map or list as such, and not of what is in it. */
  readonly notes: Map<SourceNode, Mark>;
  /** The line of an offset, from 1. */
  lineAt(offset: number): number;
}

/** A page, or what is wrong with its text. */
export interface OpenedPage {
  readonly page: Page;
  readonly problems: readonly LocatedProblem[];
}

/** Reads a file. */
export function openPage(file: SourceFile): OpenedPage {
  const { documents, faults } = readForeignYaml(file.text);
  const starts = lineStarts(file.text);
  const page = {
    file,
    documents,
    marks: new Map<SourceNode, Mark>(),
    notes: new Map<SourceNode, Mark>(),
    lineAt: (offset: number) => lineIn(starts, offset),
  };
  const problems = faults.map(({ code, offset, message }) => ({
    ...error(code, [], message),
    file: file.path,
    ...placeOf(file.text, offset),
  }));
  return { page, problems };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** How many lines begin at or before an offset, by halving. */
function lineIn(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
