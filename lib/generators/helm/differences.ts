import { isObject, type Json, type JsonObject } from "../../model/json.ts";

/**
 * What has to be said on top of values to have other ones: maps are laid over maps, `null` takes an
 * entry away, and anything else is said whole. `undefined` where nothing differs.
 */
export function differences(base: JsonObject, wanted: JsonObject): JsonObject | undefined {
  const found: Record<string, Json> = {};
  for (const key of Object.keys(base)) if (!(key in wanted)) found[key] = null;
  for (const [key, value] of Object.entries(wanted)) {
    const known = base[key];
    const difference = isObject(known) && isObject(value)
      ? differences(known, value)
      : isSame(known, value)
      ? undefined
      : value;
    if (difference !== undefined) found[key] = difference;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

function isSame(a: Json | undefined, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
