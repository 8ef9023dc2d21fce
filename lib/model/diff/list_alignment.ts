import { isObject, type Json, type JsonObject, lookup } from "../json.ts";
import type { Step } from "../operation.ts";

/** The fields by which the items of a list are told apart. */
const KEYS = ["name", "key"] as const;

/** Which items of two lists are the same, told by their names or keys. */
export interface Alignment {
  /** Items of the first list that the second lacks, and of the second that the first lacks. */
  readonly removed: readonly number[];
  readonly added: readonly number[];
  /** The indexes of the others in both lists. */
  readonly kept: readonly (readonly [before: number, after: number])[];
  /** The step of a path to an item of the second list, and of the first. */
  readonly stepAfter: (index: number) => Step;
  readonly stepBefore: (index: number) => Step;
}

/** Aligns two lists whose items have names or keys; nothing where they do not, or stand in another order. */
export function alignment(
  before: readonly Json[],
  after: readonly Json[],
): Alignment | undefined {
  if (before.length * after.length === 0) return undefined;
  const key = itemKey([before, after]);
  if (!key) return undefined;
  const names = (list: readonly Json[]) => list.map((item) => (item as JsonObject)[key] as string);
  const [first, second] = [names(before), names(after)];
  const kept = first.flatMap((name, index) => {
    const there = second.indexOf(name);
    return there < 0 ? [] : [[index, there] as const];
  });
  if (kept.some(([, there], index) => index > 0 && there < kept[index - 1]![1])) return undefined;
  const step = (name: string): Step => key === "name" ? { name } : { key: name };
  return {
    removed: indexesWhere(first, (name) => !second.includes(name)),
    added: indexesWhere(second, (name) => !first.includes(name)),
    kept,
    stepAfter: (index) => step(second[index]!),
    stepBefore: (index) => step(first[index]!),
  };
}

/** The field that tells the items of lists apart; an empty list fits every one. */
export function itemKey(lists: readonly (readonly Json[])[]): "name" | "key" | undefined {
  return KEYS.find((key) => lists.every((list) => isKeyed(list, key)));
}

/** Whether every item is a map with a text of its own at a key. */
function isKeyed(list: readonly Json[], key: string): boolean {
  const found = list.map((item) => isObject(item) ? lookup(item, key) : undefined);
  return found.every((one) => typeof one === "string") && new Set(found).size === list.length;
}

function indexesWhere(names: readonly string[], is: (name: string) => boolean): number[] {
  return names.flatMap((name, index) => is(name) ? [index] : []);
}
