import { AppError } from "../../model/error.ts";
import type { Key } from "../key_value.ts";

// Deno KV takes 100 checks, 1,000 mutations, 80 KiB of keys and 800 KiB in all. A key may stand for
// a value in twelve pieces, of which those before it must be deleted.
const MOST_KEYS = 64;
const KEY_SIZE = 1_000;
const KEYS_SIZE = 30_000;
const VALUES_SIZE = 700 * 1024;

/** Throws `too_large` for a transaction that a store could not do at once. */
export function checkLimits(keys: readonly Key[], values: readonly Uint8Array[]): void {
  const sizes = keys.map(sizeOf);
  if (keys.length > MOST_KEYS) throw tooLarge("keys at once", keys.length, MOST_KEYS);
  checkSize("bytes of a key", Math.max(0, ...sizes), KEY_SIZE);
  checkSize("bytes of keys", sum(sizes), KEYS_SIZE);
  checkSize("bytes of values", sum(values.map(({ length }) => length)), VALUES_SIZE);
}

function checkSize(what: string, size: number, most: number): void {
  if (size > most) throw tooLarge(what, size, most);
}

function tooLarge(what: string, size: number, most: number): AppError {
  return new AppError("too_large", `The state takes ${most} ${what}, not ${size}`);
}

function sizeOf(key: Key): number {
  const sizes = key.map((part) =>
    typeof part === "number" ? 9 : new TextEncoder().encode(part).length + 2
  );
  return sum(sizes);
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}
