/** Which paths commits changed, as Bloom filters: what one denies is sure. */
export interface ChangedPaths {
  /** Whether a commit of a position can have changed a path. */
  mayHold(position: number, path: string): boolean;
}

const HEADER = 12;
const SEEDS = [0x293ae76f, 0x7e646e2c] as const;

/** Reads the two chunks of filters in a commit-graph; `undefined` for a kind that is unknown. */
export function readChangedPaths(ends: DataView, filters: DataView): ChangedPaths | undefined {
  if (filters.byteLength < HEADER) return undefined;
  const [version, count] = [filters.getUint32(0), filters.getUint32(4)];
  if (version !== 1 && version !== 2) return undefined;
  // A walk asks for the same path at every commit.
  let last: { readonly path: string; readonly hashes: readonly Uint32Array[] } | undefined;

  function hashesOf(path: string): readonly Uint32Array[] {
    if (last?.path !== path) {
      last = {
        path,
        hashes: foldersOf(path).map((one) => hashes(one, count)),
      };
    }
    return last.hashes;
  }

  return {
    mayHold(position, path) {
      const start = HEADER + (position === 0 ? 0 : ends.getUint32(4 * (position - 1)));
      const length = HEADER + ends.getUint32(4 * position) - start;
      // Without a filter nothing is known; and the first version went wrong beyond ASCII.
      if (length <= 0 || start + length > filters.byteLength || !isAscii(path)) return true;
      return hashesOf(path).every((some) =>
        some.every((hash) => hasBit(hash % (length * 8), start))
      );
    },
  };

  function hasBit(bit: number, start: number): boolean {
    return (filters.getUint8(start + (bit >>> 3)) & (1 << (bit & 7))) !== 0;
  }
}

/** A path and the folders above it, all of which a filter holds. */
function foldersOf(path: string): string[] {
  const names = path.split("/");
  return names.map((_, index) => names.slice(0, index + 1).join("/"));
}

function hashes(text: string, count: number): Uint32Array {
  const bytes = new TextEncoder().encode(text);
  const [first, step] = [murmur(bytes, SEEDS[0]), murmur(bytes, SEEDS[1])];
  return Uint32Array.from({ length: count }, (_, index) => first + Math.imul(index, step));
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** The third hash of Austin Appleby's Murmur family, of 32 bits. */
function murmur(bytes: Uint8Array, seed: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length & ~3;
  let hash = seed;
  for (let at = 0; at < whole; at += 4) {
    hash = Math.imul(rotated(hash ^ mixed(view.getUint32(at, true)), 13), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= whole; at--) rest = (rest << 8) | bytes[at]!;
  if (whole < bytes.length) hash ^= mixed(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function mixed(word: number): number {
  return Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}
