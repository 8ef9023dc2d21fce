import type { Json, Path } from "./json.ts";
import { nearest } from "./suggestion.ts";

/** What does not fit a schema. */
export interface Fault {
  readonly code:
    | "unknown_field"
    | "missing_field"
    | "wrong_type"
    | "invalid_value"
    | "literal_secret";
  /** Where, from the value that was checked. */
  readonly path: Path;
  /** What was expected, to follow the name of the field: `must be true or false, not "yes"`. */
  readonly message: string;
  /** What was probably meant, as YAML. */
  readonly suggestion?: string;
}

/** The way to the value that is being checked: one list that grows and shrinks, for speed. */
export type Trail = (string | number)[];

/** Adds what is wrong with a value to the faults. */
export type Checker = (value: Json, trail: Trail, faults: Fault[]) => void;

/** A fault, with the way to it as it is now; the suggestion is left out where there is none. */
export function fault(
  code: Fault["code"],
  path: Path,
  message: string,
  suggestion?: string,
): Fault {
  return { code, path: [...path], message, ...(suggestion === undefined ? {} : { suggestion }) };
}

/** After how many faults nobody reads a guess any more. */
const MOST_GUESSES = 100;

/** The known word that was probably meant, unless there are so many faults that guessing stalls. */
export function guess(
  word: string,
  known: Iterable<string>,
  faults: readonly Fault[],
): string | undefined {
  return faults.length < MOST_GUESSES ? nearest(word, known) : undefined;
}
