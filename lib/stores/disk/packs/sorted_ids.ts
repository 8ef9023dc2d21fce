/** The bytes of an id. */
export const ID = 20;

/** Ids in order, as Git keeps them in its indexes: behind a table of how many begin with which byte. */
export interface SortedIds {
  readonly count: number;
  /** The place of an id; `undefined` where it is not there. */
  find(id: string): number | undefined;
  at(place: number): string;
  /** The ids that begin with some hexadecimal digits. */
  startingWith(prefix: string): string[];
}

/** How many bytes the table takes. */
export const FANS = 256 * 4;

/** Reads ids where their table and where they themselves begin. Throws where they do not fit. */
export function readSortedIds(bytes: Uint8Array, fans: number, ids: number): SortedIds {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const before = (byte: number) => byte === 0 ? 0 : view.getUint32(fans + (byte - 1) * 4);
  const count = before(256);
  for (let byte = 1; byte <= 256; byte++) {
    if (before(byte) < before(byte - 1)) throw new Error("its ids are not in order");
  }
  if (ids + count * ID > bytes.length) throw new Error("its ids are cut");
  const at = (place: number) => hexAt(bytes, ids + place * ID);

  /** The first place of an id that is not less than 40 digits, of which four bytes mostly decide. */
  function search(id: string): number {
    const start = parseInt(id.slice(0, 8), 16);
    let low = before(start >>> 24);
    let high = before((start >>> 24) + 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      const found = view.getUint32(ids + middle * ID);
      if (found < start || (found === start && at(middle) < id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    count,
    at,
    find(id) {
      const place = search(id);
      return place < count && at(place) === id ? place : undefined;
    },
    startingWith(prefix) {
      const found: string[] = [];
      for (let place = search(prefix.padEnd(2 * ID, "0")); place < count; place++) {
        const id = at(place);
        if (!id.startsWith(prefix)) break;
        found.push(id);
      }
      return found;
    },
  };
}

/** The id whose bytes begin at a place. */
export function hexAt(bytes: Uint8Array, at: number): string {
  return bytes.subarray(at, at + ID).toHex();
}
