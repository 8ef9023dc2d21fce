import { hunksBetween } from "../../format/merge/hunks.ts";
import type { Sourced } from "../../model/sourced.ts";
import {
  because,
  type Branch,
  carried,
  childOf,
  isList,
  isMap,
  isSame,
  itemsOf,
  keysOf,
  plainOf,
} from "./branch.ts";

/** What turns one object into another, as operations of RFC 6902. */
export function jsonPatch(base: Branch, head: Branch, pointer = ""): Sourced[] {
  if (isMap(base) && isMap(head)) return mapPatch(base, head, pointer);
  if (isList(base) && isList(head)) return listPatch(base, head, pointer);
  return isSame(base, head) ? [] : [put("replace", pointer, head)];
}

function mapPatch(base: Branch, head: Branch, pointer: string): Sourced[] {
  const keys = new Set([...keysOf(base), ...keysOf(head)]);
  return [...keys].sort().flatMap((key) => {
    const [before, after] = [childOf(base, key), childOf(head, key)];
    const at = `${pointer}/${escaped(key)}`;
    if (!after) return [gone(at, before!)];
    return before ? jsonPatch(before, after, at) : [put("add", at, after)];
  });
}

/**
 * Items that have a name, or say the same, are the same item. Those that go are named from the last
 * to the first, then those that come from the first to the last: so each index holds.
 */
function listPatch(base: Branch, head: Branch, pointer: string): Sourced[] {
  const [before, after] = [itemsOf(base), itemsOf(head)];
  const removed: number[] = [];
  const added: number[] = [];
  const kept: [number, number][] = [];
  let [from, to] = [0, 0];
  const keepUntil = (end: number) => {
    while (from < end) kept.push([from++, to++]);
  };
  for (const hunk of hunksBetween(before.map(identityOf), after.map(identityOf))) {
    // What gives way to as much as comes is the same place with something else in it.
    const paired = Math.min(hunk.to - hunk.from, hunk.lines.length);
    keepUntil(hunk.from + paired);
    while (from < hunk.to) removed.unshift(from++);
    for (let left = hunk.lines.length - paired; left > 0; left--) added.push(to++);
  }
  keepUntil(before.length);
  return [
    ...removed.map((index) => gone(`${pointer}/${index}`, before[index]!)),
    ...added.map((index) => put("add", `${pointer}/${index}`, after[index]!)),
    ...kept.flatMap(([one, other]) =>
      jsonPatch(before[one]!, after[other]!, `${pointer}/${other}`)
    ),
  ];
}

/** The fields by which people tell the items of a list apart. */
const NAMES = ["name", "mountPath", "containerPort", "port", "host", "path"];

function identityOf(item: Branch): string {
  const names = isMap(item) ? NAMES : [];
  for (const name of names) {
    const value = childOf(item, name)?.value;
    if (value !== undefined) return `${name} ${value}`;
  }
  return JSON.stringify(plainOf(item));
}

function put(op: "add" | "replace", path: string, head: Branch): Sourced {
  return because(head, { op, path, value: carried(head) });
}

function gone(path: string, base: Branch): Sourced {
  return because(base, { op: "remove", path });
}

/** RFC 6901: `~` and `/` have a meaning in a pointer. */
function escaped(key: string): string {
  return key.replaceAll("~", "~0").replaceAll("/", "~1");
}
