import { type Format, FORMATS } from "./formats.ts";
import { isObject, type Json, lookup } from "./json.ts";
import type { Schema } from "./schema.ts";

/** A schema in words, to follow "must be". */
export function describe(schema: Schema): string {
  if (schema.anyOf) return schema.anyOf.map(describe).join(", or ");
  if (schema.enum) return choices(schema.enum);
  switch (schema.type) {
    case "string": {
      const format = schema.format && lookup<Format>(FORMATS, schema.format);
      return format ? format.expected : "text";
    }
    case "integer":
      return `a whole number${range(schema)}`;
    case "number":
      return `a number${range(schema)}`;
    case "boolean":
      return "true or false";
    case "array":
      return `a list${example(schema)}`;
    case "object":
      return `a map${example(schema)}`;
    default:
      return schema.type ?? "a value";
  }
}

function range({ minimum, maximum }: Schema): string {
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum;
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`;
  if (low !== undefined) return ` of at least ${low}`;
  return high === undefined ? "" : ` of at most ${high}`;
}

function example({ examples = [], presets = [] }: Schema): string {
  const [first] = [...examples, ...presets];
  return first === undefined ? "" : ` such as ${flowText(first)}`;
}

/** Values as a choice: `a, b or c`. */
export function choices(values: readonly Json[]): string {
  const words = values.map((value) => String(value));
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** The most letters of a text that a message shows. */
const MOST_SHOWN = 58;

/** A value as a message shows it: short, on one line. */
export function shown(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "a map";
  if (value === null) return "nothing";
  if (typeof value !== "string") return String(value);
  if (value.length <= MOST_SHOWN) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, MOST_SHOWN).replace(/[\ud800-\udbff]$/, ""))}...`;
}

/** A value as a person would type it into a YAML file, on one line. */
export function flowText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${flowText(entry)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return typeof value === "string" && isPlain(value) ? value : JSON.stringify(value);
}

/** Whether YAML reads an unquoted text as this text; some that it would are quoted all the same. */
function isPlain(text: string): boolean {
  return /^[A-Za-z_/][\w./:-]*\w$|^[A-Za-z_/]$/.test(text) &&
    !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text);
}

/** The type of a value, as schemas name it; a number without a fraction is an integer. */
export function typeOf(value: Json): NonNullable<Schema["type"]> {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value as "string" | "boolean" | "object";
}
