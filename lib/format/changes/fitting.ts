import { counted } from "./counted.ts";

/** A part of a page that may be left out. */
export interface Part {
  /** What it is, for the count of what was left out. */
  readonly noun: string;
  /** Empty for what is left out in any case. */
  readonly text: string;
}

/** Room for the sentence about what was left out. */
const SENTENCE = 300;

/**
 * The parts that fit, in their order, and a sentence that counts the others. `nouns` are the kinds
 * of parts, the last of them given up first: nothing of a kind stands where one of an earlier lacks.
 */
export function fitting(
  parts: readonly Part[],
  nouns: readonly string[],
  limit: number,
): string {
  const possible = parts.filter(({ text }) => text !== "");
  const all = textOf(possible);
  if (all.length <= limit && possible.length === parts.length) return all;
  const kept = keptOf(possible, nouns, limit - SENTENCE);
  const left = parts.filter((part) => !kept.has(part));
  return textOf(parts.filter((part) => kept.has(part))) + sentence(left, nouns);
}

function keptOf(
  parts: readonly Part[],
  nouns: readonly string[],
  limit: number,
): ReadonlySet<Part> {
  const kept = new Set<Part>();
  let room = limit;
  for (const part of nouns.flatMap((noun) => parts.filter((part) => part.noun === noun))) {
    room -= part.text.length;
    if (room < 0) break;
    kept.add(part);
  }
  return kept;
}

function textOf(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join("");
}

function sentence(parts: readonly Part[], nouns: readonly string[]): string {
  const counts = nouns.flatMap((noun) => {
    const number = parts.filter((part) => part.noun === noun).length;
    return number > 0 ? [counted(number, noun)] : [];
  });
  return `\nLeft out to keep this short: ${counts.join(", ")}.\n`;
}
