/** A value that JSON can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** The keys and indexes that lead from a document's root to a value. */
export type Path = readonly (string | number)[];

/** A path as people write it: `spec.nodes.api.config.ports[0].port`. */
export function pathText(path: Path): string {
  return path.map((step, index) =>
    typeof step === "number" ? `[${step}]` : (index > 0 ? "." : "") + step
  ).join("");
}

/** Whether a value is an object that is no array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The fields that have a value. */
export function present(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined),
  );
}

/** The value of a record's own key; built-ins such as `constructor` are never found. */
export function lookup<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
