import { isObject, type Json, lookup, type Path } from "./json.ts";
import type { Schema } from "./schema.ts";
import { type Checker, type Fault, fault, guess, type Trail } from "./schema_fault.ts";
import { siblingRules, uniqueRule } from "./schema_rules.ts";
import { count, wrongType } from "./schema_scalars.ts";
import { describe } from "./schema_text.ts";

/** Compiles a part of a schema when it is first needed; deep trees are mostly not. */
export type Compiler = (schema: Schema) => Checker;

/** A list. */
export function listChecker(schema: Schema, compile: Compiler): Checker {
  const { minItems = 0, maxItems = Infinity } = schema;
  const item = schema.items && compile(schema.items);
  const unique = schema.unique === undefined ? undefined : uniqueRule(schema.unique);
  const checker: Checker = (value, path, faults) => {
    if (!Array.isArray(value)) return void faults.push(wrongType(schema, value, path, checker));
    const { length } = value;
    if (length < minItems) faults.push(lengthFault(path, `at least ${entries(minItems)}`, length));
    if (length > maxItems) faults.push(lengthFault(path, `at most ${entries(maxItems)}`, length));
    if (item) value.forEach((entry, index) => inside(item, entry, path, index, faults));
    unique?.(value, path, faults);
  };
  return checker;
}

function entries(number: number): string {
  return count(number, "entry", "entries");
}

function lengthFault(path: Path, bound: string, length: number): Fault {
  return fault("invalid_value", path, `must hold ${bound}, not ${length}`);
}

/** A map: its fields one by one, then what is missing, then what its fields say of each other. */
export function mapChecker(schema: Schema, compile: Compiler): Checker {
  const field = fieldChecker(schema, compile);
  const { required = [] } = schema;
  const rules = siblingRules(schema);
  const checker: Checker = (value, path, faults) => {
    if (!isObject(value)) return void faults.push(wrongType(schema, value, path, checker));
    for (const key of Object.keys(value)) field(key, value[key]!, path, faults);
    for (const key of required) {
      if (!Object.hasOwn(value, key)) faults.push(missing(schema, key, path));
    }
    for (const rule of rules) rule(value, path, faults);
  };
  return checker;
}

type FieldChecker = (key: string, value: Json, trail: Trail, faults: Fault[]) => void;

function fieldChecker(schema: Schema, compile: Compiler): FieldChecker {
  const { properties = {}, additionalProperties: rest } = schema;
  const known = new Map(Object.entries(properties).map(([key, one]) => [key, compile(one)]));
  const name = schema.propertyNames && compile(schema.propertyNames);
  const other = typeof rest === "object" ? compile(rest) : undefined;
  return (key, value, path, faults) => {
    const own = known.get(key);
    if (own) return inside(own, value, path, key, faults);
    if (rest === false) {
      return void faults.push(unknownField([...path, key], key, known, faults));
    }
    // Set on a plain object, this name would replace what the object inherits, and be lost.
    if (key === "__proto__") {
      return void faults.push(fault("invalid_value", [...path, key], "is no name"));
    }
    if (name) inside(name, key, path, key, faults);
    if (other) inside(other, value, path, key, faults);
  };
}

/** Checks a part of a value, one step further on the way. */
function inside(
  checker: Checker,
  part: Json,
  trail: Trail,
  step: string | number,
  faults: Fault[],
): void {
  trail.push(step);
  checker(part, trail, faults);
  trail.pop();
}

function unknownField(
  path: Path,
  key: string,
  known: ReadonlyMap<string, Checker>,
  faults: readonly Fault[],
): Fault {
  const names = [...known.keys()];
  const message = `is not a known field${expected(names)}`;
  return fault("unknown_field", path, message, guess(key, names, faults));
}

/** Up to how many known fields a message names. */
const MOST_NAMED = 10;

function expected(names: readonly string[]): string {
  if (names.length === 0) return "; there are none";
  return names.length <= MOST_NAMED ? `; expected ${names.join(", ")}` : "";
}

function missing(schema: Schema, key: string, path: Path): Fault {
  const property = lookup(schema.properties ?? {}, key);
  const expected = property ? `expected ${describe(property)}` : "it is required";
  return fault("missing_field", [...path, key], `is missing; ${expected}`);
}
