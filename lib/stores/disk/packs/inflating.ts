import { inflateSync } from "node:zlib";

/**
 * Decompresses what begins some bytes and is known to have a size. What follows it is of no concern.
 * `undefined` where the bytes end before it does.
 */
export function inflated(bytes: Uint8Array, size: number): Uint8Array | undefined {
  try {
    // One byte more than it has: so zlib sees the end, and nothing larger stays in memory with it.
    const found = inflateSync(bytes, {
      chunkSize: Math.max(64, size + 1),
      maxOutputLength: Math.max(1, size),
    });
    if (found.length !== size) throw new Error(`expected ${size} bytes, found ${found.length}`);
    return found;
  } catch (error) {
    if ((error as { code?: unknown }).code === "Z_BUF_ERROR") return undefined;
    throw error;
  }
}
