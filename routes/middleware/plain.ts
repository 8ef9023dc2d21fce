import { AppError } from "../../lib/model/error.ts";
import { isForbiddenKey } from "../../lib/format/yaml_keys.ts";

/** The deepest that JSON may nest; what we read needs a dozen. */
const DEPTH = 64;

/**
 * Refuses JSON that would reach into what every object inherits, or that nests without end.
 *
 * @throws `unprocessable`
 */
export function checkPlain(value: unknown, path: readonly (string | number)[] = []): void {
  if (typeof value !== "object" || value === null) return;
  if (path.length >= DEPTH) throw problem(path, `nests deeper than ${DEPTH} levels`);
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    if (!isList && isForbiddenKey(key)) throw problem([...path, key], "is a forbidden key");
    if (typeof inner === "object") checkPlain(inner, [...path, isList ? Number(key) : key]);
  }
}

/** What cannot be taken, with the one thing that is wrong. */
export function problem(path: readonly (string | number)[], message: string): AppError {
  const place = path.length > 0 ? path.join(".").slice(0, 200) : "The body";
  return new AppError("unprocessable", `${place} ${message}`, {
    details: { problems: [{ path: path.slice(0, 8), message }] },
  });
}
