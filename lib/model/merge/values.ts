import { isObject, type Json, type JsonObject, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { OperationPath } from "../operation.ts";
import { type Collide, eachSide, type Sides } from "./conflict.ts";
import { mergedItems } from "./items.ts";

/**
 * Three versions of a value as one: what only one side changed is as that side has it. Maps are
 * merged key by key, lists of named items by name; where both changed anything else, ours stays
 * and `collide` is told.
 */
export function mergedValue(
  sides: Sides<Json>,
  path: OperationPath,
  collide: Collide,
): Json | undefined {
  const { base, ours, theirs } = sides;
  if (isSame(ours, theirs) || isSame(base, theirs)) return ours;
  if (isSame(base, ours)) return theirs;
  const isNew = base === undefined;
  if (isObject(ours) && isObject(theirs) && (isNew || isObject(base))) {
    return mergedMap({ base: base ?? {}, ours, theirs }, path, collide);
  }
  if (Array.isArray(ours) && Array.isArray(theirs) && (isNew || Array.isArray(base))) {
    const items = mergedItems({ base: base ?? [], ours, theirs }, path, collide, mergedValue);
    if (items) return items;
  }
  collide(path, sides);
  return ours;
}

function mergedMap(
  sides: { readonly base: JsonObject; readonly ours: JsonObject; readonly theirs: JsonObject },
  path: OperationPath,
  collide: Collide,
): JsonObject {
  const { ours, theirs } = sides;
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const entries = keys.flatMap((key) => {
    const value = mergedValue(eachSide(sides, (one) => lookup(one, key)), [...path, key], collide);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries);
}
