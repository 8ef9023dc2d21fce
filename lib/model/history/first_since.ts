import { itemKey } from "../diff/list_alignment.ts";
import { isObject, type Json, type JsonObject, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";

/**
 * What each field became when it was first changed after a version: the base on which that version and
 * today are merged. A field that is today what its first change made of it can be put back; one that
 * was changed again after that is somebody else's work.
 *
 * @param later The versions that followed, the oldest first; `undefined` where there was none.
 */
export function firstSince(
  was: Json | undefined,
  later: readonly (Json | undefined)[],
): Json | undefined {
  return later.reduce((base, next) => stepped(was, base, next), was);
}

/** The base, with what a version was the first to change. */
function stepped(
  was: Json | undefined,
  base: Json | undefined,
  next: Json | undefined,
): Json | undefined {
  if (isSame(was, base)) return next;
  if (isObject(was) && isObject(base) && isObject(next)) return steppedMap(was, base, next);
  const lists = [was, base, next];
  if (!lists.every(Array.isArray)) return base;
  const key = itemKey(lists as unknown as readonly Json[][]);
  if (!key) return base;
  return steppedItems(lists as unknown as readonly JsonObject[][], key);
}

function steppedMap(was: JsonObject, base: JsonObject, next: JsonObject): JsonObject {
  const keys = new Set([was, base, next].flatMap(Object.keys));
  const entries = [...keys].flatMap((key) => {
    const value = stepped(lookup(was, key), lookup(base, key), lookup(next, key));
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Items are told apart by their names; their order is that of the version, then what only the base has. */
function steppedItems(lists: readonly JsonObject[][], key: string): Json[] {
  const maps = lists.map((list) => new Map(list.map((item) => [item[key], item])));
  const [was, base, next] = maps as [typeof maps[0], typeof maps[0], typeof maps[0]];
  const names = new Set([...next.keys(), ...base.keys(), ...was.keys()]);
  return [...names].flatMap((name) => {
    const item = stepped(was.get(name), base.get(name), next.get(name));
    return item === undefined ? [] : [item];
  });
}
