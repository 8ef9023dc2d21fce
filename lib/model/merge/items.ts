import type { Json, JsonObject } from "../json.ts";
import type { OperationPath, Step } from "../operation.ts";
import { itemKey } from "../diff/list_alignment.ts";
import { type Collide, eachSide, type Sides } from "./conflict.ts";

/** Three lists. */
interface Lists {
  readonly base: readonly Json[];
  readonly ours: readonly Json[];
  readonly theirs: readonly Json[];
}

type MergeValue = (sides: Sides<Json>, path: OperationPath, collide: Collide) => Json | undefined;

/**
 * Three lists of named items as one: each item by itself, in an order that does not depend on which
 * side is ours. Nothing where items have no names, or both sides put them into other orders.
 */
export function mergedItems(
  lists: Lists,
  path: OperationPath,
  collide: Collide,
  mergeValue: MergeValue,
): Json[] | undefined {
  const key = itemKey([lists.base, lists.ours, lists.theirs]);
  if (!key) return undefined;
  const names = (list: readonly Json[]) => list.map((item) => (item as JsonObject)[key] as string);
  const order = mergedOrder(names(lists.base), names(lists.ours), names(lists.theirs));
  if (!order) return undefined;
  return order.flatMap((name) => {
    const step: Step = key === "name" ? { name } : { key: name };
    const item = eachSide<readonly Json[], Json>(
      lists,
      (list) => list.find((one) => (one as JsonObject)[key] === name),
    );
    const merged = mergeValue(item, [...path, step], collide);
    return merged === undefined ? [] : [merged];
  });
}

/** Every name of three lists in one order; nothing where both sides changed it in different ways. */
function mergedOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
): string[] | undefined {
  const common = base.filter((name) => ours.includes(name) && theirs.includes(name));
  const among = (list: readonly string[]) => list.filter((name) => common.includes(name));
  const [before, one, other] = [common, among(ours), among(theirs)].map((list) => list.join("\n"));
  if (one !== other && one !== before && other !== before) return undefined;
  // Whoever kept the order of what was there follows whoever changed it.
  const spine = one === before ? among(theirs) : among(ours);
  const gaps = [...spine.keys(), spine.length].map((index) =>
    together(gapBefore(ours, spine, index), gapBefore(theirs, spine, index))
  );
  const all = gaps.flatMap((gap, index) => index < spine.length ? [...gap, spine[index]!] : gap);
  return [...new Set(all)];
}

/** What a list has between two neighbours of the spine. */
function gapBefore(list: readonly string[], spine: readonly string[], index: number): string[] {
  const inSpine = new Set(spine);
  const [previous, next] = [spine[index - 1], spine[index]];
  const from = previous === undefined ? 0 : list.indexOf(previous) + 1;
  const rest = list.slice(from);
  const end = rest.findIndex((name) => name === next || inSpine.has(name));
  return end < 0 ? rest : rest.slice(0, end);
}

/** What both put at one place: as either has it, or where they differ in the order of names. */
function together(one: readonly string[], other: readonly string[]): string[] {
  if (one.length === 0) return [...other];
  if (other.length === 0 || one.join("\n") === other.join("\n")) return [...one];
  return [...new Set([...one, ...other])].sort();
}
