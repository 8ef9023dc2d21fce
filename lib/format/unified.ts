import { type Hunk, hunksBetween } from "./merge/hunks.ts";

/** Lines around a change that did not change, as Git shows them. */
const CONTEXT = 3;

/** What `--- ` and `+++ ` say where there is no file. */
const NOTHING = "/dev/null";

const NO_END = "\\ No newline at end of file";

/**
 * The unified diff of a file, as `git diff` writes it and `git apply` reads it. Empty where nothing
 * differs. `undefined` stands for a file that is not there.
 */
export function unifiedDiff(
  path: string,
  before: string | undefined,
  after: string | undefined,
): string {
  if (before === after) return "";
  const [old, now] = [linesOf(before ?? ""), linesOf(after ?? "")];
  return hunksDiff(path, { before, after }, old, hunksBetween(old, now));
}

/** The unified diff of some of the changes of a file; `old` are its lines before. */
export function hunksDiff(
  path: string,
  { before, after }: Record<"before" | "after", string | undefined>,
  old: readonly string[],
  hunks: readonly Hunk[],
): string {
  const lines = [
    `diff --git a/${path} b/${path}`,
    ...before === undefined ? ["new file mode 100644"] : [],
    ...after === undefined ? ["deleted file mode 100644"] : [],
  ];
  const blocks = blocksOf(old, hunks);
  if (blocks.length > 0) {
    lines.push(`--- ${before === undefined ? NOTHING : `a/${path}`}`);
    lines.push(`+++ ${after === undefined ? NOTHING : `b/${path}`}`);
  }
  return `${[...lines, ...blocks].join("\n")}\n`;
}

/** A text's lines, each with its end: so a last line without one differs from one with it. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Every change with the lines around it; those whose surroundings touch are told as one. */
function blocksOf(old: readonly string[], hunks: readonly Hunk[]): string[] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1);
    if (last && hunk.from - last.at(-1)!.to <= 2 * CONTEXT) last.push(hunk);
    else groups.push([hunk]);
  }
  let grown = 0;
  return groups.flatMap((hunks) => {
    const lines = blockText(hunks, old, grown);
    grown += growth(hunks);
    return lines;
  });
}

/** How many lines more there are after some changes. */
function growth(hunks: readonly Hunk[]): number {
  return hunks.reduce((sum, { from, to, lines }) => sum + lines.length - (to - from), 0);
}

function blockText(hunks: readonly Hunk[], old: readonly string[], grown: number): string[] {
  const from = Math.max(0, hunks[0]!.from - CONTEXT);
  const to = Math.min(old.length, hunks.at(-1)!.to + CONTEXT);
  const [newFrom, newTo] = [from + grown, to + grown + growth(hunks)];
  const head = `@@ -${rangeText(from, to)} +${rangeText(newFrom, newTo)} @@`;
  let at = from;
  const changes = hunks.flatMap((hunk) => {
    const before = marked(" ", old.slice(at, hunk.from));
    at = hunk.to;
    return [...before, ...marked("-", old.slice(hunk.from, hunk.to)), ...marked("+", hunk.lines)];
  });
  return [head, ...changes, ...marked(" ", old.slice(at, to))];
}

/** Lines with a mark before each and no end; that an end lacks is said as Git says it. */
function marked(mark: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n") ? [mark + line.slice(0, -1)] : [mark + line, NO_END]
  );
}

/** First line and count; Git leaves out a count of one, and names the line before where there is none. */
function rangeText(from: number, to: number): string {
  const count = to - from;
  if (count === 1) return `${from + 1}`;
  return `${count === 0 ? from : from + 1},${count}`;
}
