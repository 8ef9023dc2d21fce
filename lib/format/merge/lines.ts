import { type Hunk, hunksBetween } from "./hunks.ts";

/** Three versions of a text. */
export interface Texts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Our text with every change of theirs that lies in lines which we left alone, and beside none that
 * we changed. What else they changed is left out: it is for those to bring who know what it means.
 */
export function mergedLines({ base, ours, theirs }: Texts): string {
  const lines = linesOf(base);
  const mine = hunksBetween(lines, linesOf(ours));
  const others = hunksBetween(lines, linesOf(theirs))
    .filter((hunk) => !mine.some((one) => one.from <= hunk.to && hunk.from <= one.to));
  return applied(lines, [...mine, ...others].sort((a, b) => a.from - b.from)).join("");
}

/** The lines of a text, each with its line end. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function applied(lines: readonly string[], hunks: readonly Hunk[]): string[] {
  const after: string[] = [];
  let next = 0;
  for (const { from, to, lines: other } of hunks) {
    after.push(...lines.slice(next, from), ...other);
    next = to;
  }
  return [...after, ...lines.slice(next)];
}
