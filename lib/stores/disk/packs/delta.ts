/**
 * Makes an object of another one and a delta, which says in turns what to copy from it and what to
 * insert. Throws where the delta does not fit.
 */
export function applyDelta(base: Uint8Array, delta: Uint8Array): Uint8Array {
  const source = sizeAt(delta, 0);
  const target = sizeAt(delta, source.end);
  if (source.size !== base.length) throw new Error("the delta is for another object");
  if (target.size > LARGEST) throw new Error("the delta makes too large an object");
  const made = new Uint8Array(target.size);
  let filled = 0;

  function add(from: Uint8Array, start: number, length: number): void {
    // So also where the delta is cut, and they are no numbers.
    if (!(start + length <= from.length && filled + length <= made.length)) {
      throw new Error("the delta reaches beyond the end");
    }
    // A view of its own costs more than to copy a few bytes.
    if (length > SHORT) made.set(from.subarray(start, start + length), filled);
    else for (let index = 0; index < length; index++) made[filled + index] = from[start + index]!;
    filled += length;
  }

  for (let at = target.end; at < delta.length;) {
    const command = delta[at++]!;
    if (command === 0) throw new Error("the delta has an unknown command");
    if (command < 0x80) {
      add(delta, at, command);
      at += command;
      continue;
    }
    let start = 0;
    let length = 0;
    // Each bit says whether that byte of the number is there, the lowest first.
    for (let byte = 0; byte < 4; byte++) {
      if (command & (1 << byte)) start += delta[at++]! * 2 ** (8 * byte);
    }
    for (let byte = 0; byte < 3; byte++) {
      if (command & (0x10 << byte)) length += delta[at++]! * 2 ** (8 * byte);
    }
    add(base, start, length || 0x10000);
  }
  if (filled !== made.length) throw new Error("the delta ends too soon");
  return made;
}

const SHORT = 48;

/** No object of ours comes near; one that says so must not take all memory. */
export const LARGEST = 256 * 1024 * 1024;

/** A size in groups of seven bits, the lowest first; the last one has no eighth bit. */
function sizeAt(bytes: Uint8Array, start: number): { size: number; end: number } {
  let size = 0;
  for (let at = start; at < bytes.length; at++) {
    size += (bytes[at]! & 0x7f) * 128 ** (at - start);
    if (bytes[at]! < 0x80) return { size, end: at + 1 };
  }
  throw new Error("the delta is cut");
}
