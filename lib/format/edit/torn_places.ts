import type { SourcePiece } from "../../model/operation.ts";
import type { TextFault } from "../source.ts";

/** A place of a text that cannot be read, and why. */
export interface Torn {
  readonly from: number;
  readonly to: number;
  readonly fault: TextFault;
}

/** The torn place that pieces touch. What is put right behind one leaves it as it is. */
export function touched(
  torn: readonly Torn[] = [],
  pieces: readonly SourcePiece[],
): Torn | undefined {
  return torn.find(({ from, to }) =>
    pieces.some(({ at, length }) => at < to && at + length >= from)
  );
}

/** The same places after pieces were put in that touch none of them. */
export function moved(torn: readonly Torn[], pieces: readonly SourcePiece[]): Torn[] {
  return torn.map(({ from, to, fault }) => {
    const by = pieces.reduce(
      (sum, { at, length, text }) => sum + (at < from + sum ? text.length - length : 0),
      0,
    );
    return { from: from + by, to: to + by, fault: { ...fault, offset: fault.offset + by } };
  });
}
