import { isObject, type Json, type JsonObject, lookup } from "../../lib/model/json.ts";
import type { OperationPath } from "../../lib/model/operation.ts";
import type { Schema, Tier } from "../../lib/model/schema.ts";

/** How a field is edited. */
export type FieldKind =
  | "text"
  | "lines"
  | "number"
  | "flag"
  | "choice"
  | "list"
  | "map"
  | "object"
  | "either"
  | "refused"
  | "json";

/** A field of a form: where it stands, what it may hold and what it holds. */
export interface FormField {
  readonly path: OperationPath;
  readonly schema: Schema;
  readonly kind: FieldKind;
  readonly title: string;
  readonly tier: Tier;
  readonly isRequired: boolean;
  /** What is written; `undefined` where nothing is. */
  readonly value: Json | undefined;
}

/** The fields of a map, in the order of its schema; those without a meaning now are left out. */
export function fieldsOf(
  schema: Schema,
  value: Json | undefined,
  path: OperationPath = [],
): FormField[] {
  const map = isObject(value) ? value : {};
  const { properties = {}, required = [] } = schema;
  const known = Object.entries(properties)
    .filter(([key, property]) => isMeant(schema, property, key, map))
    .map(([key, property]) =>
      fieldOf(property, lookup(map, key), [...path, key], required.includes(key))
    );
  return [...known, ...strayFields(schema, map, path)];
}

/** One field. */
export function fieldOf(
  schema: Schema,
  value: Json | undefined,
  path: OperationPath,
  isRequired = false,
): FormField {
  const { title = lastOf(path), tier = "basic" } = schema;
  return { path, schema, kind: kindOf(schema, value), title, tier, isRequired, value };
}

/** What is written that no schema knows: it can be looked at and taken away. */
function strayFields(
  { properties = {}, additionalProperties }: Schema,
  map: JsonObject,
  path: OperationPath,
) {
  if (additionalProperties !== false) return [];
  return Object.keys(map).filter((key) => !Object.hasOwn(properties, key))
    .map((key) => fieldOf({ title: key }, map[key], [...path, key]));
}

/** Whether a field has a meaning beside its siblings, or is set in spite of having none. */
function isMeant(
  { properties = {} }: Schema,
  { when, refused }: Schema,
  key: string,
  map: JsonObject,
) {
  if (Object.hasOwn(map, key)) return true;
  if (refused !== undefined) return false;
  if (!when) return true;
  const actual = lookup(map, when.field) ?? lookup(properties, when.field)?.default;
  return actual !== undefined && when.in.includes(actual);
}

function kindOf(schema: Schema, value: Json | undefined): FieldKind {
  if (schema.refused !== undefined) return "refused";
  if (schema.enum) return "choice";
  if (schema.free) return "json";
  if (schema.anyOf) return schema.anyOf.every(isScalar) ? "either" : "json";
  switch (schema.type) {
    case "string":
      return typeof value === "string" && value.includes("\n") ? "lines" : "text";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "flag";
    case "array":
      return value === undefined || Array.isArray(value) ? "list" : "json";
    case "object":
      if (value !== undefined && !isObject(value)) return "json";
      return schema.properties ? "object" : "map";
    default:
      return "json";
  }
}

function isScalar({ type }: Schema): boolean {
  return type === "string" || type === "integer" || type === "number";
}

/** How many fields of a form are written. */
export function setCount(fields: readonly FormField[]): number {
  return fields.filter(({ value }) => value !== undefined).length;
}

/** The tiers of a form in their order, each with its fields. */
export function byTier(
  fields: readonly FormField[],
): readonly (readonly [Tier, readonly FormField[]])[] {
  return (["basic", "advanced", "expert"] as const).map((tier) =>
    [tier, fields.filter((field) => field.tier === tier)] as const
  );
}

/** A path of a config as the path of a problem. */
export function problemPath(node: string, path: OperationPath): (string | number)[] {
  const steps = path.map((step) => typeof step === "object" ? Object.values(step)[0]! : step);
  return ["spec", "nodes", node, "config", ...steps];
}

function lastOf(path: OperationPath): string {
  const last = path.at(-1);
  return typeof last === "number" ? `${last + 1}` : typeof last === "string" ? last : "";
}
