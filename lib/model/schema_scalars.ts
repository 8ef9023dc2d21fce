import { type Format, FORMATS } from "./formats.ts";
import { type Json, lookup, type Path } from "./json.ts";
import type { Schema } from "./schema.ts";
import { type Checker, type Fault, fault, guess } from "./schema_fault.ts";
import { retyped } from "./schema_retyped.ts";
import { choices, describe, shown, typeOf } from "./schema_text.ts";

/** A field that would hold a secret, and is refused whatever it holds. */
export function refusal(sentence: string): Checker {
  return (_, path, faults) => void faults.push(fault("literal_secret", path, sentence));
}

/** One of some values. */
export function choiceChecker(allowed: readonly Json[]): Checker {
  const words = allowed.filter((item) => typeof item === "string");
  return (value, path, faults) => {
    if (allowed.includes(value)) return;
    const suggestion = typeof value === "string" ? guess(value, words, faults) : undefined;
    faults.push(refused(choices(allowed), value, path, suggestion));
  };
}

/** A value of a type that has no rules besides. */
export function typeChecker(schema: Schema): Checker {
  const checker: Checker = (value, path, faults) => {
    if (typeOf(value) !== schema.type) faults.push(wrongType(schema, value, path, checker));
  };
  return checker;
}

/** Text. */
export function textChecker(schema: Schema): Checker {
  const faultOf = textRule(schema);
  const checker: Checker = (value, path, faults) => {
    if (typeof value !== "string") {
      return void faults.push(wrongType(schema, value, path, checker));
    }
    const expected = faultOf(value);
    if (expected !== undefined) faults.push(refused(expected, value, path));
  };
  return checker;
}

/** What a text should be instead, or `undefined` where it fits. */
function textRule(schema: Schema): (text: string) => string | undefined {
  const { minLength = 0, maxLength = Infinity } = schema;
  const format = schema.format === undefined ? undefined : lookup<Format>(FORMATS, schema.format);
  const pattern = schema.pattern === undefined ? undefined : new RegExp(schema.pattern, "u");
  return (text) => {
    if (text.length < minLength) return `at least ${count(minLength, "character")}`;
    if (text.length > maxLength) return `at most ${count(maxLength, "character")}`;
    if (format && !format.test(text)) return format.expected;
    if (pattern && !pattern.test(text)) return `text of the form ${schema.pattern}`;
    return undefined;
  };
}

/** A number, whole or not. */
export function numberChecker(schema: Schema): Checker {
  const { minimum = -Infinity, maximum = Infinity } = schema;
  const checker: Checker = (value, path, faults) => {
    if (typeof value !== "number" || (schema.type === "integer" && !Number.isInteger(value))) {
      faults.push(wrongType(schema, value, path, checker));
    } else if (!(value >= minimum && value <= maximum)) {
      faults.push(refused(describe(schema), value, path));
    }
  };
  return checker;
}

/** A value of another type than the schema's. */
export function wrongType(schema: Schema, value: Json, path: Path, checker: Checker): Fault {
  const message = `must be ${describe(schema)}, not ${shown(value)}`;
  // Who writes 512 means a unit; the same number in quotes would be so many bytes.
  const meant = schema.format === "quantity" ? undefined : retyped(schema.type, value, checker);
  return fault("wrong_type", path, message, meant);
}

/** A number of things, in words. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}

function refused(expected: string, value: Json, path: Path, suggestion?: string): Fault {
  return fault("invalid_value", path, `must be ${expected}, not ${shown(value)}`, suggestion);
}
