import { decodeText } from "../../lib/format/read.ts";
import { AppError } from "../../lib/model/error.ts";
import { LIMITS } from "../../lib/model/workflow.ts";
import { RequestTimeout } from "../errors.ts";
import type { BodyType, Route } from "../route.ts";
import { checkPlain, problem } from "./plain.ts";

/** The most bytes of a body of each type. */
const MOST: Readonly<Record<BodyType, number>> = {
  "application/json": 1024 * 1024,
  "application/yaml": LIMITS.fileBytes,
  "application/x-www-form-urlencoded": 16 * 1024,
};

/** How long a body may take to come, in milliseconds. */
const PATIENCE = 10_000;

/**
 * The body of a request as plain data: JSON as it is, YAML as `{ text }`, a form as its fields, and
 * none as `{}`.
 *
 * @throws `unsupported_media_type`, `too_large` before anything is parsed, `unprocessable`.
 */
export async function readBody(request: Request, route: Route): Promise<unknown> {
  const { body } = request;
  if (!body) return {};
  const type = bodyType(request, route);
  const bytes = await readBytes(body, mostBytes(request, route, type));
  const { text, fault } = decodeText(bytes);
  if (text === undefined) throw problem([], fault!.message);
  const value = PARSERS[type](text);
  checkPlain(value);
  return value;
}

const PARSERS: Readonly<Record<BodyType, (text: string) => unknown>> = {
  "application/json": parseJson,
  "application/yaml": (text) => ({ text }),
  "application/x-www-form-urlencoded": (text) => fieldsOf(new URLSearchParams(text)),
};

/** Fields by name. A name that stands twice is refused: who reads it might pick the other one. */
export function fieldsOf(search: URLSearchParams): Record<string, string> {
  const entries = [...search];
  const fields = Object.fromEntries(entries);
  if (Object.keys(fields).length === entries.length) return fields;
  throw new AppError("invalid_input", "A field may be given once only");
}

function parseJson(text: string): unknown {
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    // The rest of the message quotes the body, which may hold a password.
    const place = / at position \d+/.exec((error as Error).message)?.[0] ?? "";
    throw problem([], `is no JSON${place}`);
  }
}

/** A body that is packed could grow without end when it is unpacked, so none is taken. */
function bodyType({ headers }: Request, route: Route): BodyType {
  const types = route.bodyTypes ?? ["application/json"];
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding.toLowerCase() !== "identity") {
    throw new AppError("unsupported_media_type", `A body may not be encoded as ${encoding}`);
  }
  const [type = "", ...parameters] = (headers.get("content-type") ?? "").toLowerCase().split(";");
  const isText = parameters.every((one) => /^\s*(charset="?utf-8"?)?\s*$/.test(one));
  const known = types.find((one) => one === type.trim());
  if (known && isText) return known;
  throw new AppError("unsupported_media_type", `The body must be ${types.join(" or ")} in UTF-8`);
}

function mostBytes({ headers }: Request, { maxBody = Infinity }: Route, type: BodyType): number {
  const most = Math.min(maxBody, MOST[type]);
  if (Number(headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  return most;
}

function tooLarge(most: number): AppError {
  return new AppError("too_large", `The body may have ${most} bytes at most`);
}

/** Reads what comes, however it is cut into chunks, until it is too much or takes too long. */
async function readBytes(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const late = new RequestTimeout(`The body took longer than ${PATIENCE / 1000} s to come`);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    reader.cancel(late).catch(() => {});
  }, PATIENCE);
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
