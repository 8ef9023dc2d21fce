/** Lines of a text that give way to others. */
export interface Hunk {
  /** The first line that goes, and the one after the last; the same where lines only come. */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** How many lines may differ before it is not worth finding out which. */
const MOST_CHANGES = 1_000;

/**
 * What turns one list of lines into another, as few lines as possible: the algorithm of Myers, "An
 * O(ND) Difference Algorithm and Its Variations" (1986). Where very much differs, all in between is
 * one hunk.
 */
export function hunksBetween(before: readonly string[], after: readonly string[]): Hunk[] {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const one = before.slice(start, before.length - end);
  const other = after.slice(start, after.length - end);
  if (one.length + other.length === 0) return [];
  return hunksOf(one, other, pathOf(one, other)).map(({ from, to, lines }) => (
    { from: from + start, to: to + start, lines }
  ));
}

/** How far the search came in each round: by diagonal, the furthest line of the first list. */
type Rounds = readonly ReadonlyMap<number, number>[];

/** Searches until both lists are at their ends; nothing where that takes too many changes. */
function pathOf(one: readonly string[], other: readonly string[]): Rounds | undefined {
  const rounds: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let changes = 0; changes <= Math.min(MOST_CHANGES, one.length + other.length); changes++) {
    rounds.push(furthest);
    furthest = new Map(furthest);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = stepTo(furthest, diagonal, changes);
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= one.length && x - diagonal >= other.length) return rounds;
    }
  }
  return undefined;
}

/** The line of the first list where a diagonal begins: after one that came, or one that went. */
function stepTo(furthest: ReadonlyMap<number, number>, diagonal: number, changes: number): number {
  const [below, above] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
  const isDown = diagonal === -changes || diagonal !== changes && below < above;
  return isDown ? above : below + 1;
}

/** Walks the search back and gathers what changed. */
function hunksOf(
  one: readonly string[],
  other: readonly string[],
  rounds: Rounds | undefined,
): Hunk[] {
  if (!rounds) return [{ from: 0, to: one.length, lines: other }];
  const edits: { x: number; y: number; isNew: boolean }[] = [];
  let [x, y] = [one.length, other.length];
  for (let changes = rounds.length - 1; changes > 0; changes--) {
    const furthest = rounds[changes]!;
    const diagonal = x - y;
    const [below, above] = [furthest.get(diagonal - 1) ?? -1, furthest.get(diagonal + 1) ?? -1];
    const isNew = diagonal === -changes || diagonal !== changes && below < above;
    const from = isNew ? above : below;
    const previous = isNew ? diagonal + 1 : diagonal - 1;
    edits.push({ x: from, y: from - previous, isNew });
    [x, y] = [from, from - previous];
  }
  const hunks: { from: number; to: number; lines: string[] }[] = [];
  for (const edit of edits.reverse()) {
    let last = hunks.at(-1);
    if (!last || last.to !== edit.x) {
      hunks.push(last = { from: edit.x, to: edit.x, lines: [] });
    }
    if (edit.isNew) last.lines.push(other[edit.y]!);
    else last.to = edit.x + 1;
  }
  return hunks;
}
