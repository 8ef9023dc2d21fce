import type { TextFault } from "./source.ts";

/** A text, or why the bytes are none. */
export interface Decoded {
  readonly text?: string;
  readonly fault?: TextFault;
}

/** Decodes UTF-8 strictly; a byte order mark stays, so offsets hold and the bytes come back. */
export function decodeText(bytes: Uint8Array): Decoded {
  const text = decode(bytes);
  return text === undefined ? { fault: faultOf(bytes) } : { text };
}

/** How many bytes of UTF-8 a text has. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** A character takes three bytes at most, so most texts need no count. */
export function sizeFault(text: string, maxBytes: number): TextFault | undefined {
  if (text.length * 3 <= maxBytes) return undefined;
  const bytes = byteLength(text);
  if (bytes <= maxBytes) return undefined;
  const message = `Found ${bytes} bytes: expected at most ${maxBytes}`;
  return { code: "too_large", offset: 0, message };
}

function faultOf(bytes: Uint8Array): TextFault {
  const mark = (bytes[0] ?? 0) << 8 | (bytes[1] ?? 0);
  if (mark === 0xFEFF || mark === 0xFFFE) {
    return { code: "encoding", offset: 0, message: "Found UTF-16: expected UTF-8" };
  }
  const good = goodBytes(bytes);
  const offset = decode(bytes.subarray(0, good), true)?.length ?? 0;
  const message = `Found bytes that are not UTF-8 at byte ${good}: ` +
    `expected the file saved as UTF-8`;
  return { code: "encoding", offset, message };
}

/** The most bytes from the start that decode, found by halving. */
function goodBytes(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decode(bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return good;
}

/** With `stream`, a sequence that is cut off at the end is no fault. */
function decode(bytes: Uint8Array, stream = false): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
  } catch {
    return undefined;
  }
}
