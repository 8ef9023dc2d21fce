import { AppError } from "../../model/error.ts";
import { isObject } from "../../model/json.ts";

/** A value as the bytes of its JSON; a `TypeError` for what JSON cannot say. */
export function encode(value: unknown): Uint8Array<ArrayBuffer> {
  const text = JSON.stringify(value, function (this: Record<string, unknown>, name, written) {
    // `written` is what `toJSON` made of a date, say; the caller would get that back.
    if (isPlain(this[name], this)) return written;
    throw new TypeError(`Cannot keep "${name}": it is not plain JSON`);
  });
  if (text === undefined) throw new TypeError("Cannot keep undefined");
  return new TextEncoder().encode(text);
}

/** The value of the bytes that {@linkcode encode} made. */
export function decode<T>(bytes: Uint8Array): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new AppError("store_corrupt", "The state holds a value that cannot be read", { cause });
  }
}

/** Whether JSON says it as it is; a field that is `undefined` counts as absent. */
function isPlain(value: unknown, holder: unknown): boolean {
  if (value === undefined) return !Array.isArray(holder);
  if (typeof value === "number") return Number.isFinite(value);
  if (!isObject(value)) return !["bigint", "function", "symbol"].includes(typeof value);
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
