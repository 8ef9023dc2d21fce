import { Whole } from "../../format/emit.ts";
import type { Path } from "../../model/json.ts";
import { Sourced } from "../../model/sourced.ts";

/** A value of a manifest with the node and config path that it came from. */
export interface Branch {
  readonly value: unknown;
  readonly node: string | null;
  readonly path: Path;
  /** Whether keys below extend the path. */
  readonly inside: boolean;
}

/** A value that may say itself where it comes from; otherwise it comes from what is around it. */
export function branchOf(value: unknown, around: Omit<Branch, "value">): Branch {
  if (!(value instanceof Sourced)) return { ...around, value };
  const { node, path } = value;
  return branchOf(value.value, { node, path, inside: !(value instanceof Whole) });
}

/** The entry of a map or list; `undefined` where there is none. */
export function childOf(branch: Branch, step: string | number): Branch | undefined {
  const { value, node, path, inside } = branch;
  const child = (value as Record<string | number, unknown>)[step];
  if (child === undefined) return undefined;
  return branchOf(child, { node, path: inside ? [...path, step] : path, inside });
}

/** The items of a list. */
export function itemsOf(branch: Branch): Branch[] {
  return (branch.value as readonly unknown[]).map((_, index) => childOf(branch, index)!);
}

/** The keys of a map that have a value, sorted. */
export function keysOf({ value }: Branch): string[] {
  const map = value as Record<string, unknown>;
  return Object.keys(map).filter((key) => map[key] !== undefined).sort();
}

/** Whether it is a map. */
export function isMap({ value }: Branch): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether it is a list. */
export function isList({ value }: Branch): boolean {
  return Array.isArray(value);
}

/** The value on its way into another file; it keeps where it comes from. */
export function carried({ value, node, path, inside }: Branch): Sourced {
  return inside ? new Sourced(value, node, path) : new Whole(value, node, path);
}

/** Something else that stands in a file because of a value. */
export function because<T>({ node, path }: Branch, value: T): Sourced<T> {
  return new Whole(value, node, path);
}

/** Whether two values say the same, wherever they come from. */
export function isSame(one: Branch, other: Branch): boolean {
  if (isList(one)) {
    if (!isList(other)) return false;
    const [items, others] = [itemsOf(one), itemsOf(other)];
    return items.length === others.length &&
      items.every((item, index) => isSame(item, others[index]!));
  }
  if (!isMap(one)) return one.value === other.value;
  if (!isMap(other)) return false;
  const [keys, others] = [keysOf(one), keysOf(other)];
  return keys.length === others.length &&
    keys.every((key, index) =>
      key === others[index] && isSame(childOf(one, key)!, childOf(other, key)!)
    );
}

/** The value as plain maps, lists and scalars. */
export function plainOf(branch: Branch): unknown {
  if (isList(branch)) return itemsOf(branch).map(plainOf);
  if (!isMap(branch)) return branch.value;
  return Object.fromEntries(
    keysOf(branch).map((key) => [key, plainOf(childOf(branch, key)!)] as const),
  );
}
