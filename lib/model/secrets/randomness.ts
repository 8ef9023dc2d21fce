/** No person chooses so long a value for its meaning; what is longer is looked at this far. */
const MOST = 4096;

/** Whether a value looks drawn rather than written: no words, many signs, much of each. */
export function isRandom(value: string): boolean {
  const text = longestPiece(value.slice(0, MOST));
  if (/^\d+$/.test(text)) return text.length >= 24 && entropyOf(text) > 2.5;
  if (/^[0-9a-f]+$/i.test(text)) return text.length >= 16 && entropyOf(text) > 2.8;
  return text.length >= 10 && entropyOf(text) > 2.9 && !isMadeOfWords(text);
}

/** Prose is judged by its longest piece without a space. */
function longestPiece(text: string): string {
  return text.split(/\s+/).reduce(
    (longest, piece) => piece.length > longest.length ? piece : longest,
    "",
  );
}

/** Bits for each character, by how often each stands there. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= count * Math.log2(count / text.length);
  return bits / text.length;
}

/** Words, joined by signs, capitals or nothing, each a number behind it at most. */
function isMadeOfWords(text: string): boolean {
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? [];
  const letters = runs.filter((run) => /[a-z]/i.test(run));
  const length = runs.reduce((sum, run) => sum + run.length, 0);
  const signs = new Set(text.replace(/[\w./:,-]/g, "")).size;
  if (letters.length === 0 || signs > 1) return false;
  return length / runs.length >= 3.2 && letters.every(isWord);
}

/** Something one can say, or an abbreviation. */
function isWord(run: string): boolean {
  if (run.length <= 4) return true;
  const vowels = run.match(/[aeiouy]/gi)?.length ?? 0;
  return run.length <= 24 && vowels / run.length >= 0.18 && !/[^aeiouy]{6}/i.test(run);
}
