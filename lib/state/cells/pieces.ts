import type { Key } from "../key_value.ts";
import { CELL_SIZE } from "./cells.ts";

/** No JSON begins so. */
const MARK = "*";

const ROOM = "pieces";

/** A value as cells: the one at its key and, where it is too large for it, the pieces. */
export function toCells(
  key: Key,
  bytes: Uint8Array<ArrayBuffer>,
): { readonly key: Key; readonly bytes: Uint8Array<ArrayBuffer> }[] {
  if (bytes.length <= CELL_SIZE) return [{ key, bytes }];
  const count = Math.ceil(bytes.length / CELL_SIZE);
  const head = new TextEncoder().encode(`${MARK}${count} ${crypto.randomUUID()}`);
  const pieces = pieceKeys(head).map((key, index) => ({
    key,
    bytes: bytes.subarray(index * CELL_SIZE, (index + 1) * CELL_SIZE),
  }));
  return [{ key, bytes: head }, ...pieces];
}

/**
 * The keys of the pieces of a value, by the cell at its key; none for one that is whole. Every
 * write of a value has pieces of its own, so a reader never joins those of two.
 */
export function pieceKeys(head: Uint8Array): Key[] {
  if (head[0] !== MARK.charCodeAt(0)) return [];
  const [count, id] = new TextDecoder().decode(head.subarray(1)).split(" ") as [string, string];
  return Array.from({ length: Number(count) }, (_, index) => [ROOM, id, index]);
}

/** Pieces as the bytes that were cut. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
