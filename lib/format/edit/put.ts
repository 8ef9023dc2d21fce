import { isObject, type Json, type JsonObject, type Path } from "../../model/json.ts";
import { isSame, withValue } from "../../model/json_path.ts";
import type { SourcePiece } from "../../model/operation.ts";
import { type SourceList, type SourceMap, valueOf } from "../source.ts";
import type { Beside, Form } from "./form.ts";
import { inserted, insertedBefore, type Newcomer } from "./insert.ts";
import { piece } from "./piece.ts";
import { type Keys, removed } from "./remove.ts";
import { replaced } from "./replace.ts";
import type { Sheet } from "./sheet.ts";
import { childOf, isBlock, type Spot, spotAt } from "./spot.ts";

/** Puts a value at a path; what is missing on the way is made. */
export function put(
  sheet: Sheet,
  path: Path,
  value: Json,
  form: Form,
  beside?: Beside,
): SourcePiece[] {
  const { spot, rest } = spotAt(sheet.text, sheet.root, path);
  const [step, ...below] = rest;
  if (step === undefined) return turned(sheet, spot, value, form);
  const part = withValue(undefined, below, value);
  const newcomer = typeof step === "string" ? { key: step, value: part } : { value: part };
  return add(sheet, spot, newcomer, form, beside);
}

/** Takes keys or items out of the map or list at a path. */
export function takeAt(sheet: Sheet, path: Path, keys: Keys): SourcePiece[] {
  return take(sheet, spotAt(sheet.text, sheet.root, path).spot, keys);
}

/** Puts an item into the list at a path, before the one that has the index now. */
export function insertAt(
  sheet: Sheet,
  path: Path,
  index: number,
  value: Json,
  form: Form,
): SourcePiece[] {
  const { spot } = spotAt(sheet.text, sheet.root, path);
  const { node } = spot;
  if (node.type !== "list") return [];
  if (index === node.items.length) return add(sheet, spot, { value }, form);
  childOf(sheet.text, spot, index);
  return insertedBefore(sheet, node, index, { value }, form);
}

/** What is empty is written anew, unless a comment stands between its brackets. */
function add(
  sheet: Sheet,
  spot: Spot,
  newcomer: Newcomer,
  form: Form,
  beside?: Beside,
): SourcePiece[] {
  const { node } = spot;
  const isAnew = node.type === "scalar" ||
    sizeOf(node) === 0 && !/[\n#]/.test(sheet.text.slice(node.from, node.to));
  if (!isAnew) return inserted(sheet, node, newcomer, form, beside);
  const { key, value } = newcomer;
  const whole = key === undefined ? [value] : { [key]: value };
  return replaced(sheet, spot, whole, form === "best" ? "lines" : form);
}

function take(sheet: Sheet, spot: Spot, keys: Keys): SourcePiece[] {
  const { node } = spot;
  if (node.type === "scalar") return [];
  for (const key of keys) childOf(sheet.text, spot, key);
  if (keys.length < sizeOf(node)) return removed(sheet.text, node, keys);
  if (isBlock(sheet.text, node)) {
    return replaced(sheet, spot, node.type === "map" ? {} : [], "flow");
  }
  return [piece(node.from + 1, node.to - 1, "")];
}

function sizeOf(node: SourceMap | SourceList): number {
  return node.type === "map" ? node.entries.length : node.items.length;
}

/** Turns a value into another: where they have something in common, only what differs. */
function turned(sheet: Sheet, spot: Spot, value: Json, form: Form): SourcePiece[] {
  const old = valueOf(spot.node);
  if (isSame(old, value)) return [];
  if (form !== "best") return replaced(sheet, spot, value, form);
  if (
    isObject(old) && isObject(value) && Object.keys(value).some((key) => Object.hasOwn(old, key))
  ) {
    return turnedMap(sheet, spot, old, value);
  }
  if (Array.isArray(old) && Array.isArray(value) && old.length * value.length > 0) {
    return turnedList(sheet, spot, old, value);
  }
  return replaced(sheet, spot, value, form);
}

function turnedMap(sheet: Sheet, spot: Spot, old: JsonObject, value: JsonObject): SourcePiece[] {
  const gone = Object.keys(old).filter((key) => !Object.hasOwn(value, key));
  return [
    ...take(sheet, spot, gone),
    ...Object.entries(value).flatMap(([key, part]) =>
      Object.hasOwn(old, key)
        ? turnedPart(sheet, spot, key, old[key]!, part)
        : add(sheet, spot, { key, value: part }, "best")
    ),
  ];
}

/** Items that only went; otherwise item by item, and then those that came or went at the end. */
function turnedList(
  sheet: Sheet,
  spot: Spot,
  old: readonly Json[],
  value: readonly Json[],
): SourcePiece[] {
  const gone = goneFrom(old, value) ?? old.map((_, index) => index).slice(value.length);
  if (old.length - gone.length === value.length && gone[0]! < value.length) {
    return take(sheet, spot, gone);
  }
  return [
    ...take(sheet, spot, gone),
    ...value.flatMap((part, index) =>
      index < old.length
        ? turnedPart(sheet, spot, index, old[index]!, part)
        : add(sheet, spot, { value: part }, "best")
    ),
  ];
}

/** The items that are missing from a list, if it is the same list otherwise. */
function goneFrom(old: readonly Json[], value: readonly Json[]): number[] | undefined {
  let next = 0;
  const gone = old.flatMap((item, index) => {
    if (next < value.length && isSame(item, value[next])) next++;
    else return [index];
    return [];
  });
  return next === value.length ? gone : undefined;
}

function turnedPart(
  sheet: Sheet,
  spot: Spot,
  step: string | number,
  old: Json,
  value: Json,
): SourcePiece[] {
  return isSame(old, value) ? [] : turned(sheet, childOf(sheet.text, spot, step)!, value, "best");
}
