import { type Hunk, hunksBetween } from "./hunks.ts";
import { linesOf, type Texts } from "./lines.ts";
import { settled } from "./settled.ts";

/** A text in which every place that both sides changed stands as both have it, between markers. */
export interface MarkedText {
  readonly text: string;
  /** How many places are marked. */
  readonly conflicts: number;
}

/** Merges lines as `git merge-file` does, for what cannot be merged by what it says. */
export function markedLines({ base, ours, theirs }: Texts): MarkedText {
  const lines = linesOf(base);
  const [mine, others] = [ours, theirs].map((text) => changesOf(lines, linesOf(text)));
  const parts = joined(partsOf(lines, mine!, others!));
  return {
    text: writtenOut(parts, /\r?\n/.exec(ours + theirs)?.[0] ?? "\n"),
    conflicts: parts.filter(({ theirs }) => theirs).length,
  };
}

/** The whole of both sides as one place, for a text that its lines would only spoil. */
export function markedWhole({ ours, theirs }: Texts): MarkedText {
  const part = { lines: linesOf(ours), theirs: linesOf(theirs) };
  return { text: writtenOut([part], /\r?\n/.exec(ours + theirs)?.[0] ?? "\n"), conflicts: 1 };
}

/** A run of lines. */
interface Part {
  readonly lines: readonly string[];
  /** Whether no side changed them, or both have them. */
  readonly isCommon?: boolean;
  /** What they have in the place of `lines`, which are ours. */
  readonly theirs?: readonly string[];
}

function changesOf(before: readonly string[], after: readonly string[]): Hunk[] {
  return settled(before, hunksBetween(before, after));
}

/** The runs of lines that both sides make of the base. */
function partsOf(base: readonly string[], mine: readonly Hunk[], others: readonly Hunk[]): Part[] {
  const parts: Part[] = [];
  let next = 0;
  for (const place of placesOf(mine, others)) {
    parts.push({ lines: base.slice(next, place.from), isCommon: true }, ...partsAt(base, place));
    next = place.to;
  }
  return [...parts, { lines: base.slice(next), isCommon: true }];
}

/** Lines of the base that hunks of one side or both change, none of them apart from the others. */
interface Place {
  readonly from: number;
  to: number;
  readonly mine: Hunk[];
  readonly others: Hunk[];
}

function placesOf(mine: readonly Hunk[], others: readonly Hunk[]): Place[] {
  const places: Place[] = [];
  const all = [...mine, ...others].sort((a, b) => a.from - b.from || a.to - b.to);
  for (const hunk of all) {
    let place = places.at(-1);
    if (!place || hunk.from > place.to) {
      places.push(place = { from: hunk.from, to: hunk.to, mine: [], others: [] });
    }
    place.to = Math.max(place.to, hunk.to);
    (mine.includes(hunk) ? place.mine : place.others).push(hunk);
  }
  return places;
}

function partsAt(base: readonly string[], place: Place): Part[] {
  const [ours, theirs] = [place.mine, place.others].map((hunks) => changed(base, place, hunks));
  if (place.others.length === 0) return [{ lines: ours! }];
  if (place.mine.length === 0) return [{ lines: theirs! }];
  return narrowed(ours!, theirs!);
}

/** The lines of a place as a side has them. */
function changed(
  base: readonly string[],
  { from, to }: Place,
  hunks: readonly Hunk[],
): readonly string[] {
  const lines: string[] = [];
  let next = from;
  for (const hunk of hunks) {
    lines.push(...base.slice(next, hunk.from), ...hunk.lines);
    next = hunk.to;
  }
  return [...lines, ...base.slice(next, to)];
}

/** What both sides made of a place; only the lines in which they differ are left to decide. */
function narrowed(ours: readonly string[], theirs: readonly string[]): Part[] {
  if (ours.length === 0 || theirs.length === 0) {
    return ours.length + theirs.length === 0 ? [] : [{ lines: ours, theirs }];
  }
  const parts: Part[] = [];
  let next = 0;
  for (const { from, to, lines } of changesOf(ours, theirs)) {
    parts.push({ lines: ours.slice(next, from), isCommon: true });
    parts.push({ lines: ours.slice(from, to), theirs: lines });
    next = to;
  }
  return [...parts, { lines: ours.slice(next), isCommon: parts.length > 0 }];
}

/** How many lines may lie between two places that are easier to decide together. */
const MOST_BETWEEN = 3;

/** Places that are close to each other, or have nothing but marks between them, as one. */
function joined(parts: readonly Part[]): Part[] {
  const after: Part[] = [];
  for (const part of parts) {
    if (part.isCommon && part.lines.length === 0) continue;
    const [before, between] = [after.at(-2), after.at(-1)];
    if (part.theirs && before?.theirs && between?.isCommon && isLittle(between.lines)) {
      const gap = between.lines;
      const lines = [...before.lines, ...gap, ...part.lines];
      after.splice(-2, 2, { lines, theirs: [...before.theirs, ...gap, ...part.theirs] });
    } else if (part.isCommon && between?.isCommon) {
      after.splice(-1, 1, { lines: [...between.lines, ...part.lines], isCommon: true });
    } else after.push(part);
  }
  return after;
}

function isLittle(lines: readonly string[]): boolean {
  return lines.length <= MOST_BETWEEN || !lines.some((line) => /[A-Za-z0-9]/.test(line));
}

function writtenOut(parts: readonly Part[], eol: string): string {
  return parts.map(({ lines, theirs }) => {
    if (!theirs) return lines.join("");
    const [mine, others] = [lines, theirs].map((side) => ended(side.join(""), eol));
    return `<<<<<<< ours${eol}${mine}=======${eol}${others}>>>>>>> theirs${eol}`;
  }).join("");
}

/** A marker begins a line, also below a text without a last line end. */
function ended(text: string, eol: string): string {
  return text === "" || text.endsWith("\n") ? text : text + eol;
}
