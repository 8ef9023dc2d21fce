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
  const defaults = Object.entries(properties).flatMap(([key, property]) =>
    Object.hasOwn(map, key) || property.default === undefined
      ? []
      : [[key, withDefaults(property, property.default)] as const]
  );
  const own = Object.entries(map).map(([key, entry]) => {
    const property = lookup(properties, key) ?? additionalProperties;
    return [key, typeof property === "object" ? withDefaults(property, entry) : entry] as const;
  });
  return Object.fromEntries([...defaults, ...own]);
}
