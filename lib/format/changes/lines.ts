import type { Json } from "../../model/json.ts";
import { hunksBetween } from "../merge/hunks.ts";

/** Lines of a text that gave way to others. */
export interface LineChange {
  /** The number of the first line that went, or before which lines came. */
  readonly line: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** What differs line by line, where one of two values is text of several lines and both are text. */
export function lineChanges(
  before: Json | undefined,
  after: Json | undefined,
): LineChange[] | undefined {
  if (![before, after].every((value) => value === undefined || typeof value === "string")) {
    return undefined;
  }
  if (![before, after].some((value) => (value as string | undefined)?.includes("\n"))) {
    return undefined;
  }
  const lines = linesOf(before as string | undefined);
  return hunksBetween(lines, linesOf(after as string | undefined)).map((hunk) => ({
    line: hunk.from + 1,
    removed: lines.slice(hunk.from, hunk.to),
    added: hunk.lines,
  }));
}

function linesOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split("\n");
}
