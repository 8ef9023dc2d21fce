import { FORMATS } from "../../model/formats.ts";
import type { Field } from "../yaml/field.ts";

/** Whether a value is absent, or a text of a named format. */
export function isLegal(field: Field | undefined, format: string): boolean {
  return field === undefined || isText(field, format);
}

/** Whether a value is there, and a text of a named format. */
export function isText(field: Field | undefined, format: string): field is Field {
  return field?.text !== undefined && FORMATS[format]!.test(field.text);
}

/** Whether a map has no keys but some that are known. */
export function hasOnly(field: Field | undefined, keys: readonly string[]): boolean {
  return (field?.entries() ?? []).every(([key]) => keys.includes(key));
}
