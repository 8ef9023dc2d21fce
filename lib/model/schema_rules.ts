import { bytesOf, millicoresOf } from "./formats.ts";
import { isObject, type Json, type JsonObject, lookup, type Path } from "./json.ts";
import type { Schema, When } from "./schema.ts";
import { type Fault, fault } from "./schema_fault.ts";
import { choices, shown } from "./schema_text.ts";

/** What the parts of a value say of each other. */
type Rule<Value> = (value: Value, path: Path, faults: Fault[]) => void;

/** What the fields of a map say of each other. */
export function siblingRules(schema: Schema): Rule<JsonObject>[] {
  const rules = Object.entries(schema.properties ?? {}).flatMap(([key, { when, atLeast }]) => [
    ...(when ? [whenRule(schema, key, when)] : []),
    ...(atLeast === undefined ? [] : [atLeastRule(schema, key, atLeast)]),
  ]);
  const { exactlyOne } = schema;
  return exactlyOne ? [...rules, exactlyOneRule(exactlyOne)] : rules;
}

function whenRule(schema: Schema, key: string, when: When): Rule<JsonObject> {
  return (value, path, faults) => {
    if (!Object.hasOwn(value, key)) return;
    const actual = sibling(schema, value, when.field);
    if (actual !== undefined && when.in.includes(actual)) return;
    const but = actual === undefined ? "and it is not set" : `not ${shown(actual)}`;
    const message = `has a meaning only when ${when.field} is ${choices(when.in)}, ${but}`;
    faults.push(fault("invalid_value", [...path, key], message));
  };
}

function atLeastRule(schema: Schema, key: string, other: string): Rule<JsonObject> {
  return (value, path, faults) => {
    const [low, high] = [sibling(schema, value, other), lookup(value, key)];
    const [least, amount] = [amountOf(schema, other, low), amountOf(schema, key, high)];
    if (least === undefined || amount === undefined || amount >= least) return;
    const message = `must be at least ${other}, which is ${shown(low!)}, not ${shown(high!)}`;
    faults.push(fault("invalid_value", [...path, key], message));
  };
}

function exactlyOneRule(fields: readonly string[]): Rule<JsonObject> {
  return (value, path, faults) => {
    const set = fields.filter((field) => Object.hasOwn(value, field));
    if (set.length === 1) return;
    const found = set.length === 0 ? "none" : set.join(" and ");
    const message = `must hold exactly one of ${choices(fields)}, not ${found}`;
    faults.push(fault("invalid_value", path, message));
  };
}

/** A sibling's value, or what stands for it when it is absent. */
function sibling(schema: Schema, value: JsonObject, key: string): Json | undefined {
  return lookup(value, key) ?? lookup(schema.properties ?? {}, key)?.default;
}

/** An amount as a number, by the format of its field. */
function amountOf(schema: Schema, key: string, value: Json | undefined): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  return schema.properties?.[key]?.format === "cpu" ? millicoresOf(value) : bytesOf(value);
}

/** No entry of a list, or no field of this name in its entries, stands twice. */
export function uniqueRule(unique: true | string): Rule<readonly Json[]> {
  return (list, path, faults) => {
    const seen = new Map<Json, number>();
    list.forEach((entry, index) => {
      const value = unique === true ? entry : isObject(entry) ? lookup(entry, unique) : undefined;
      if (value === undefined) return;
      const first = seen.get(value);
      if (first === undefined) return void seen.set(value, index);
      const at = unique === true ? [...path, index] : [...path, index, unique];
      const message = `repeats ${shown(value)} of entry ${first + 1}`;
      faults.push(fault("invalid_value", at, message));
    });
  };
}
