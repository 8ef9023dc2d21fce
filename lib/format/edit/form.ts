/**
 * Between brackets, on lines of its own, on lines with what it holds between brackets, or as it
 * reads best.
 */
export type Form = "flow" | "lines" | "rows" | "best";

/** The keys of a map that a new one stands beside. */
export interface Beside {
  readonly after?: readonly string[];
  readonly before?: readonly string[];
}
