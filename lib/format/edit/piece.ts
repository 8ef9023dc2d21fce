import type { SourcePiece } from "../../model/operation.ts";

/** A piece that puts text in the place of a range. */
export function piece(from: number, to: number, text: string): SourcePiece {
  return { at: from, length: to - from, text };
}

/**
 * The same pieces with the last first, so that no piece moves another; none if they overlap. What
 * is put at one offset stays in its order.
 */
export function inTurn(pieces: readonly SourcePiece[]): SourcePiece[] | undefined {
  const sorted = pieces.filter(({ length, text }) => length > 0 || text !== "").reverse()
    .sort((a, b) => b.at - a.at || b.length - a.length);
  const isClear = sorted.every(({ at, length }, index) =>
    index === 0 || at + length <= sorted[index - 1]!.at
  );
  return isClear ? sorted : undefined;
}

/** A text with pieces put in, one after the other. */
export function applied(text: string, pieces: readonly SourcePiece[]): string {
  return pieces.reduce(
    (now, { at, length, text: part }) => now.slice(0, at) + part + now.slice(at + length),
    text,
  );
}

/** The pieces that bring the text back. */
export function undone(text: string, pieces: readonly SourcePiece[]): SourcePiece[] {
  const back: SourcePiece[] = [];
  let now = text;
  for (const one of pieces) {
    const { at, length, text: part } = one;
    back.unshift({ at, length: part.length, text: now.slice(at, at + length) });
    now = applied(now, [one]);
  }
  return back;
}
