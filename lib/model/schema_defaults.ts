import { isObject, type Json, type JsonObject, lookup } from "./json.ts";
import type { Schema } from "./schema.ts";
import { check } from "./schema_check.ts";

/** A value with the defaults of its schema where it says nothing. The value is not changed. */
export function withDefaults(schema: Schema, value: Json): Json {
  if (schema.anyOf) {
    const branch = schema.anyOf.find((candidate) => check(candidate, value).length === 0);
    return branch ? withDefaults(branch, value) : value;
  }
  if (isObject(value)) return mapWithDefaults(schema, value);
  const { items } = schema;
  return items && Array.isArray(value) ? value.map((entry) => withDefaults(items, entry)) : value;
}

/** Made of entries: a key such as `__proto__` stays a key. */
function mapWithDefaults(schema: Schema, map: JsonObject): JsonObject {
  const { properties = {}, additionalProperties } = schema;
  const entries: (readonly [string, Json])[] = [];
  for (const [key, property] of defaultedOf(schema)) {
    if (!Object.hasOwn(map, key)) entries.push([key, withDefaults(property, property.default!)]);
  }
  for (const key of Object.keys(map)) {
    const property = lookup(properties, key) ?? additionalProperties;
    const own = map[key]!;
    entries.push([key, typeof property === "object" ? withDefaults(property, own) : own]);
  }
  return Object.fromEntries(entries);
}

const known = new WeakMap<Schema, readonly (readonly [string, Schema])[]>();

/** The fields of a map that have a default, found once. */
function defaultedOf(schema: Schema): readonly (readonly [string, Schema])[] {
  let fields = known.get(schema);
  if (!fields) {
    const all = Object.entries(schema.properties ?? {});
    known.set(schema, fields = all.filter(([, property]) => property.default !== undefined));
  }
  return fields;
}
