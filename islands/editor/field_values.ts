import type { Json, JsonObject } from "../../lib/model/json.ts";
import type { Schema } from "../../lib/model/schema.ts";

/** The value of what somebody typed; empty takes the field away. What is no number stays text, to be told so. */
export function typedValue(schema: Schema, text: string): Json | undefined {
  if (text === "") return undefined;
  const types = schema.anyOf?.map(({ type }) => type) ?? [schema.type];
  const isNumber = types.includes("integer") || types.includes("number");
  if (isNumber && /^-?\d+(\.\d+)?$/.test(text.trim())) return Number(text);
  return text;
}

/** A value as a form shows it. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What a field holds where nothing is written, in words; empty when nobody knows. */
export function hintOf({ default: standard, examples, presets }: Schema): string {
  if (standard !== undefined && typeof standard !== "object") return shownValue(standard);
  const [example] = examples ?? presets ?? [];
  return example === undefined || typeof example === "object"
    ? ""
    : `such as ${shownValue(example)}`;
}

/** What a new entry of a list holds: the example, where there is one, or nothing. */
export function newItem({ items = {}, examples, presets }: Schema, count: number): Json {
  const example = count === 0 ? (examples ?? presets)?.[0] : undefined;
  if (Array.isArray(example) && example[0] !== undefined) return example[0];
  return emptyOf(items);
}

/** The least that a value of a schema can be. */
export function emptyOf(schema: Schema): Json {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0] ?? "";
  switch (schema.type) {
    case "object":
      return {};
    case "array":
      return [];
    case "boolean":
      return false;
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    default:
      return "";
  }
}

/** The name that a key of a map gets at first. */
export function newKey(schema: Schema, map: JsonObject): string {
  const { format } = schema.propertyNames ?? {};
  const stem = format === "variable" ? "NAME" : "name";
  const separator = format === "variable" ? "_" : "-";
  let key = stem;
  for (let number = 2; Object.hasOwn(map, key); number++) key = `${stem}${separator}${number}`;
  return key;
}
