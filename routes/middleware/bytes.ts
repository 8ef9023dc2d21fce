import { AppError } from "../../lib/model/error.ts";
import { RequestTimeout } from "../errors.ts";

/** How many bytes may come, and for how many milliseconds they may keep us waiting. */
export interface Bounds {
  readonly most: number;
  readonly patience: number;
}

/**
 * Reads what comes, however it is cut into chunks.
 *
 * @throws `too_large` as soon as it is too much, `RequestTimeout` when it takes too long.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array>,
  { most, patience }: Bounds,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const late = new RequestTimeout(`The body took longer than ${patience / 1000} s to come`);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    reader.cancel(late).catch(() => {});
  }, patience);
  try {
    const bytes = await collect(reader, most);
    if (isLate) throw late;
    return bytes;
  } catch (error) {
    if (!isLate) reader.cancel(error).catch(() => {});
    throw isLate ? late : error;
  } finally {
    clearTimeout(timer);
  }
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.length;
    if (size > most) throw tooLarge(most);
    chunks.push(read.value);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** What is said of too many bytes. */
export function tooLarge(most: number): AppError {
  return new AppError("too_large", `The body may have ${most} bytes at most`);
}
