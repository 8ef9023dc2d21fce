import { decodeText } from "../../lib/format/read.ts";
import { AppError } from "../../lib/model/error.ts";
import { LIMITS } from "../../lib/model/workflow.ts";
import type { BodyType, Route } from "../route.ts";
import { readBytes, tooLarge } from "./bytes.ts";
import { checkPlain, problem } from "./plain.ts";

/** The most bytes of a body of each type. */
const MOST: Readonly<Record<BodyType, number>> = {
  "application/json": 1024 * 1024,
  "application/yaml": LIMITS.fileBytes,
  "application/x-www-form-urlencoded": 16 * 1024,
};

/** How long a body may take to come, in milliseconds, unless told. */
const PATIENCE = 10_000;

/**
 * The body of a request as plain data: JSON as it is, YAML as `{ text }`, a form as its fields, and
 * none as `{}`.
 *
 * @throws `unsupported_media_type`, `too_large` before anything is parsed, `unprocessable`.
 */
export async function readBody(
  request: Request,
  route: Route,
  patience: number = PATIENCE,
): Promise<unknown> {
  const { body } = request;
  if (!body || isAbsent(request)) return {};
  const type = bodyType(request, route);
  const bytes = await readBytes(body, { most: mostBytes(request, route, type), patience });
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

/** The server hands over a stream also where the request announces nothing (RFC 9112, 6.3). */
function isAbsent({ headers }: Request): boolean {
  return !ANNOUNCING.some((name) => headers.has(name)) &&
    Number(headers.get("content-length") ?? 0) === 0;
}

const ANNOUNCING = ["content-type", "content-encoding", "transfer-encoding"];

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

function mostBytes({ headers }: Request, { maxBody }: Route, type: BodyType): number {
  const most = maxBody ?? MOST[type];
  if (Number(headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  return most;
}
