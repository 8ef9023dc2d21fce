import { hash } from "node:crypto";
import { FANS, hexAt, ID, readSortedIds } from "./sorted_ids.ts";

/** Where the objects of a pack lie in it. */
export interface PackIndex {
  /** Where an object begins; `undefined` where the pack does not hold it. */
  find(id: string): number | undefined;
  /** The ids that begin with some hexadecimal digits. */
  startingWith(prefix: string): string[];
}

const MAGIC = 0xff744f63;
const HEADER = 8;
/** The hash of the pack, and that of the index. */
const TRAILER = 2 * ID;
/** Set where an offset stands among those of eight bytes. */
const FAR = 0x80000000;

/**
 * Reads an index of Git's second format. It stays what it is, bytes: Git sorted the ids so that one is
 * found by its first byte and a few comparisons. Throws where it is cut or not what its hash says.
 */
export function readPackIndex(bytes: Uint8Array): PackIndex {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  checkFormat(bytes, view);
  const ids = readSortedIds(bytes, HEADER, HEADER + FANS);
  // After the ids, a checksum of each entry.
  const offsets = HEADER + FANS + ids.count * (ID + 4);
  const far = offsets + ids.count * 4;
  const end = bytes.length - TRAILER;
  if (far > end) throw new Error("the index is cut");

  function offsetOf(place: number): number {
    const near = view.getUint32(offsets + place * 4);
    if (near < FAR) return near;
    const at = far + (near - FAR) * 8;
    if (at + 8 > end) throw new Error("an offset points out of the index");
    return Number(view.getBigUint64(at));
  }

  return {
    find(id) {
      const place = ids.find(id);
      return place === undefined ? undefined : offsetOf(place);
    },
    startingWith: ids.startingWith,
  };
}

function checkFormat(bytes: Uint8Array, view: DataView): void {
  if (bytes.length < HEADER + FANS + TRAILER) throw new Error("the index is cut");
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== 2) {
    throw new Error("the index is not of Git's second format");
  }
  const found = hash("sha1", bytes.subarray(0, -ID), "hex");
  if (found !== hexAt(bytes, bytes.length - ID)) throw new Error("the index is damaged");
}
