import { AppError } from "../../model/error.ts";
import { isId } from "../names.ts";

/** A field of what GitHub answered; `undefined` in what has no fields. */
export function fieldOf(data: unknown, ...path: readonly string[]): unknown {
  let value = data;
  for (const name of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

/** A text in what GitHub answered. @throws `upstream_error` */
export function textIn(data: unknown, ...path: readonly string[]): string {
  const value = fieldOf(data, ...path);
  return typeof value === "string" ? value : refuse(path, "a text");
}

/** The id of an object in what GitHub answered. @throws `upstream_error` */
export function idIn(data: unknown, ...path: readonly string[]): string {
  const value = fieldOf(data, ...path);
  return typeof value === "string" && isId(value) ? value : refuse(path, "an id");
}

/** A list in what GitHub answered. @throws `upstream_error` */
export function listIn(data: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = fieldOf(data, ...path);
  return Array.isArray(value) ? value : refuse(path, "a list");
}

function refuse(path: readonly string[], expected: string): never {
  const what = path.join(".") || "the answer";
  throw new AppError("upstream_error", `GitHub answered without ${expected} in ${what}`);
}
