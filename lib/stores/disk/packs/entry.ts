import type { ObjectKind } from "../../objects/objects.ts";
import { ID } from "./sorted_ids.ts";

/** How an object stands in a pack: itself, or a delta of another one in the same pack. */
export type Content =
  | { readonly kind: ObjectKind }
  | { readonly kind: "delta"; readonly base: number }
  | { readonly kind: "delta"; readonly baseId: string };

/** What stands before the compressed bytes of an object in a pack. */
export interface EntryHeader {
  readonly content: Content;
  /** How many bytes it has when it is not compressed. */
  readonly size: number;
  /** How many bytes the header takes. */
  readonly length: number;
}

/** More than any header takes. */
export const LONGEST_HEADER = 40;

const KINDS: Readonly<Record<number, ObjectKind>> = { 1: "commit", 2: "tree", 3: "blob", 4: "tag" };
const NEAR_DELTA = 6;
const DELTA = 7;

/** Reads the header of the object that begins at an offset of a pack. */
export function readHeader(bytes: Uint8Array, offset: number): EntryHeader {
  let length = 0;
  const next = () => {
    if (length >= bytes.length) throw new Error("the pack is cut");
    return bytes[length++]!;
  };
  let byte = next();
  const type = (byte >> 4) & 7;
  let size = byte & 15;
  for (let factor = 16; byte >= 0x80; factor *= 128) {
    byte = next();
    size += (byte & 0x7f) * factor;
  }
  const content = contentOf(type, offset, next);
  return { content, size, length };
}

function contentOf(type: number, offset: number, next: () => number): Content {
  const kind = KINDS[type];
  if (kind) return { kind };
  if (type === NEAR_DELTA) return { kind: "delta", base: offset - distance(next) };
  if (type === DELTA) {
    return { kind: "delta", baseId: Uint8Array.from({ length: ID }, next).toHex() };
  }
  throw new Error("the pack has an unknown kind of object");
}

/** How far back the base lies. Each further byte counts from one, so that no number has two forms. */
function distance(next: () => number): number {
  let byte = next();
  let far = byte & 0x7f;
  while (byte >= 0x80) {
    byte = next();
    far = (far + 1) * 128 + (byte & 0x7f);
  }
  return far;
}
