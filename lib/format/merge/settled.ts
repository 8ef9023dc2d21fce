import type { Hunk } from "./hunks.ts";

/**
 * The same hunks where Git has them: lines that only came, or only went, could often stand a few lines
 * further down and mean the same; there they are put.
 */
export function settled(before: readonly string[], hunks: readonly Hunk[]): Hunk[] {
  const ends = hunks.map((_, index) => hunks[index + 1]?.from ?? before.length);
  return hunks.map((hunk, index) => {
    if (hunk.from === hunk.to) return comingLater(before, hunk, ends[index]!);
    return hunk.lines.length === 0 ? goingLater(before, hunk, ends[index]!) : hunk;
  });
}

function comingLater(before: readonly string[], { from, lines }: Hunk, end: number): Hunk {
  const all = [...lines];
  let at = from;
  for (; at < end && before[at] === all[0]; at++) all.push(all.shift()!);
  return { from: at, to: at, lines: all };
}

function goingLater(before: readonly string[], { from, to }: Hunk, end: number): Hunk {
  let by = 0;
  while (to + by < end && before[to + by] === before[from + by]) by++;
  return { from: from + by, to: to + by, lines: [] };
}
