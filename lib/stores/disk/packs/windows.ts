import { closeSync, openSync, readSync } from "node:fs";
import { createLru } from "../../objects/lru.ts";

/** Parts of large files, read when they are asked for. A file is never held whole. */
export interface Windows {
  /** Begins a file, and answers the number by which it is read. */
  open(path: string): number;
  /** The bytes from a position on; fewer where the file ends. Not to be written into. */
  read(file: number, from: number, length: number): Uint8Array;
}

/** Objects that are read together mostly lie together. */
const SIZE = 64 * 1024;
/** More windows than any file of 2^52 bytes has. */
const MOST = 2 ** 36;
const CACHE_BYTES = 12 * 1024 * 1024;

/**
 * Creates the windows of a repository. A file is opened for each window and closed again, so that one
 * that Git removes meanwhile holds no space, and no number of packs runs out of file handles.
 */
export function createWindows(): Windows {
  const windows = createLru<Uint8Array, number>(CACHE_BYTES);
  const paths: string[] = [];

  function windowAt(file: number, index: number): Uint8Array {
    const key = file * MOST + index;
    const known = windows.get(key);
    if (known) return known;
    const bytes = readRange(paths[file]!, index * SIZE, SIZE);
    windows.set(key, bytes, SIZE);
    return bytes;
  }

  return {
    open: (path) => paths.push(path) - 1,
    read(file, from, length) {
      const first = Math.floor(from / SIZE);
      const start = from - first * SIZE;
      if (start + length <= SIZE) return windowAt(file, first).subarray(start, start + length);
      if (length > SIZE) return readRange(paths[file]!, from, length);
      const head = windowAt(file, first).subarray(start);
      if (head.length < SIZE - start) return head;
      return joined(head, windowAt(file, first + 1).subarray(0, length - head.length));
    },
  };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

function readRange(path: string, from: number, length: number): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(length);
    let filled = 0;
    for (let count = -1; count !== 0 && filled < length; filled += count) {
      count = readSync(file, bytes, filled, length - filled, from + filled);
    }
    return bytes.subarray(0, filled);
  } finally {
    closeSync(file);
  }
}
