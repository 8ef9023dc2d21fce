/** The longest word that is looked up: comparing takes time with the square of the length. */
const LONGEST = 64;

/** The most letters that may differ; more is no slip of a typist. */
const FURTHEST = 4;

/** The most comparisons for one document: a guess helps a person, not a file made to stall us. */
const MOST_COMPARISONS = 20_000;

/** The candidate nearest to a mistyped word, if one is near: at most a third of its letters differ. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > LONGEST) return undefined;
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let most = Math.min(FURTHEST, Math.max(1, Math.floor(word.length / 3)));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > most) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), most);
    // Where every letter differs, nothing was mistyped.
    if (distance > most || distance >= Math.max(word.length, candidate.length)) continue;
    if (distance === 0) return candidate;
    [best, most] = [candidate, distance - 1];
  }
  return best;
}

/**
 * Looks the words of one document up among the same candidates: each word once, and after many
 * words none any more.
 */
export function suggester(candidates: Iterable<string>): (word: string) => string | undefined {
  const known = [...candidates];
  const mostWords = Math.floor(MOST_COMPARISONS / Math.max(1, known.length));
  const found = new Map<string, string | undefined>();
  return (word) => {
    if (!found.has(word) && found.size < mostWords) found.set(word, nearest(word, known));
    return found.get(word);
  };
}

/**
 * How many letters must be inserted, removed, replaced or swapped with their neighbour: the
 * optimal string alignment distance, since swapped neighbours are the commonest slip of a typist.
 * Past `most` it stops counting and answers some larger number.
 */
function editDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        last[column]! + 1,
        current[column - 1]! + 1,
        last[column - 1]! + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, beforeLast[column - 2]! + 1);
      }
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return least;
    [beforeLast, last] = [last, current];
  }
  return last[b.length]!;
}
