import type { Json } from "./json.ts";
import type { Schema } from "./schema.ts";
import type { Checker, Fault } from "./schema_fault.ts";
import { flowText, typeOf } from "./schema_text.ts";

/** What people write for yes and no. */
const FLAGS: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  on: true,
  false: false,
  no: false,
  off: false,
};

/**
 * The same value in the type that a schema wants, as YAML: `"8080"` for 8080, 2 for `"2"`. Only
 * what then fits is worth a suggestion.
 */
export function retyped(type: Schema["type"], value: Json, checker: Checker): string | undefined {
  const other = otherType(type, value);
  if (other === undefined) return undefined;
  const faults: Fault[] = [];
  checker(other, [], faults);
  if (faults.length > 0) return undefined;
  return typeof other === "string" ? JSON.stringify(other) : flowText(other);
}

function otherType(type: Schema["type"], value: Json): Json | undefined {
  switch (type) {
    case "string":
      return ["integer", "number", "boolean"].includes(typeOf(value)) ? String(value) : undefined;
    case "integer":
    case "number":
      return isText(value) && /^\s*-?\d{1,15}(\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
    case "boolean":
      return isText(value) ? new Map(Object.entries(FLAGS)).get(value.toLowerCase()) : undefined;
    case "array":
      // A text with spaces may be meant as several entries.
      return isText(value) && !/\s/.test(value) ? [value] : undefined;
    default:
      return undefined;
  }
}

function isText(value: Json): value is string {
  return typeof value === "string";
}
