import { AppError } from "./error.ts";
import { isObject, type Json, type JsonObject, lookup, type Path, pathText } from "./json.ts";
import type { OperationPath, Step } from "./operation.ts";

/**
 * The keys and indexes that an operation's path stands for in a config. All of it but the end
 * must be there, or be maps that can be made.
 *
 * @throws `invalid_input`, naming what is there instead.
 */
export function pathToSet(config: Json | undefined, steps: OperationPath): Path {
  return follow(config, steps, true);
}

/** The same for something that is there. */
export function pathToUnset(config: Json | undefined, steps: OperationPath): Path {
  return follow(config, steps, false);
}

/**
 * A list of a config, and where it is.
 *
 * @param reach 1 where the index must be an item's, 0 where it may be the end.
 * @throws `invalid_input` where there is no list, or no such index.
 */
export function listToChange(
  config: Json | undefined,
  steps: OperationPath,
  index: number,
  reach: 0 | 1,
): { readonly path: Path; readonly items: readonly Json[] } {
  const path = follow(config, steps, false);
  const items = valueAt(config, path);
  if (!Array.isArray(items)) throw wrong(path, `is ${kindOf(items ?? null)}, so it has no items`);
  if (Number.isInteger(index) && index >= 0 && index <= items.length - reach) {
    return { path, items };
  }
  throw wrong(path, `has no item ${index}; ${itemsOf(items)}`);
}

function follow(config: Json | undefined, steps: OperationPath, mayMake: boolean): Path {
  const path: (string | number)[] = [];
  let at = config;
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1;
    const key = typeof step === "string"
      ? keyIn(at, step, path, mayMake)
      : indexIn(at, step, path, mayMake && isLast);
    at = valueAt(at, [key]);
    path.push(key);
  });
  return path;
}

function keyIn(at: Json | undefined, key: string, path: Path, mayMake: boolean): string {
  const isMissing = at === undefined || at === null;
  if (!isMissing && !isObject(at)) {
    throw wrong(path, `is ${kindOf(at!)}, so it has no field "${key}"`);
  }
  if (mayMake || (!isMissing && Object.hasOwn(at as JsonObject, key))) return key;
  const known = isMissing ? [] : Object.keys(at as JsonObject);
  throw wrong(path, `has no field "${key}"; ${thereAre(known)}`);
}

function indexIn(
  at: Json | undefined,
  step: Exclude<Step, string>,
  path: Path,
  mayAppend: boolean,
): number {
  const wanted = typeof step === "number" ? `item ${step}` : `item ${wordsOf(step)}`;
  if (!Array.isArray(at)) {
    throw wrong(path, `is ${at === undefined ? "not there" : kindOf(at)}, so it has no ${wanted}`);
  }
  const index = typeof step === "number" ? step : indexOfItem(at, step);
  const end = mayAppend ? at.length : at.length - 1;
  if (Number.isInteger(index) && index >= 0 && index <= end) return index;
  if (mayAppend && typeof step !== "number") return at.length;
  throw wrong(path, `has no ${wanted}; ${itemsOf(at)}`);
}

function indexOfItem(list: readonly Json[], step: Exclude<Step, string | number>): number {
  const [[key, value]] = Object.entries(step) as [[string, string]];
  return list.findIndex((item) => isObject(item) && lookup(item, key) === value);
}

function wordsOf(step: Exclude<Step, string | number>): string {
  return "name" in step ? `named "${step.name}"` : `with the key "${step.key}"`;
}

function itemsOf(list: readonly Json[]): string {
  const names = list.flatMap((item) => isObject(item) ? item.name ?? item.key ?? [] : []);
  return names.length > 0 ? thereAre(names.map(String)) : `it has ${list.length}`;
}

/** How many names a message shows. */
const MOST_NAMED = 10;

/** What there is, in words: the first few of it. */
export function thereAre(names: readonly string[]): string {
  if (names.length === 0) return "there is none";
  const shown = names.slice(0, MOST_NAMED).join(", ");
  const more = names.length - MOST_NAMED;
  return `there ${names.length > 1 ? "are" : "is"} ${shown}${more > 0 ? ` and ${more} more` : ""}`;
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return "a list";
  if (isObject(value)) return "a map";
  if (value === null) return "empty";
  return typeof value === "string" ? "text" : `a ${typeof value}`;
}

function wrong(path: Path, message: string): AppError {
  const where = path.length > 0 ? `config.${pathText(path)}` : "config";
  return new AppError("invalid_input", `${where} ${message}`);
}

/** The value at a path; `undefined` where there is none. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === "number" ? at[step] : undefined;
    else at = isObject(at) ? lookup(at, String(step)) : undefined;
  }
  return at;
}

/** A value with another at a path; maps on the way are made where there is nothing. */
export function withValue(value: Json | undefined, path: Path, part: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return part;
  if (Array.isArray(value)) {
    const items = [...value];
    items[Number(step)] = withValue(items[Number(step)], rest, part);
    return items;
  }
  const map = isObject(value) ? value : {};
  return { ...map, [step]: withValue(lookup(map, String(step)), rest, part) };
}

/** A value without some keys or items of the map or list at a path. */
export function withoutKeys(value: Json, path: Path, keys: readonly (string | number)[]): Json {
  const inside = valueAt(value, path) ?? null;
  const rest = Array.isArray(inside)
    ? inside.filter((_, index) => !keys.includes(index))
    : Object.fromEntries(
      Object.entries(inside as JsonObject).filter(([key]) => !keys.includes(key)),
    );
  return withValue(value, path, rest);
}

/** Whether two values say the same; the order of keys says nothing. */
export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  // Whole graphs are compared by this, so it makes no closure for each of their maps.
  for (const key of keys) if (!isSame(a[key], b[key])) return false;
  return true;
}
