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
} from "./branch.ts";

/** Part of a strategic merge patch; `undefined` where such a patch cannot say it. */
type Merge = Readonly<Record<string, unknown>> | undefined;

/** Lists of which Kubernetes merges the items, and by what. */
const MERGED_BY: Readonly<Record<string, string>> = {
  containers: "name",
  env: "name",
  initContainers: "name",
  volumeMounts: "mountPath",
  volumes: "name",
};

/** Maps that a patch replaces as a whole in some kinds. */
const REPLACED = ["selector"];

/** What turns one map into another, as a strategic merge patch; empty where nothing differs. */
export function strategicPatch(base: Branch, head: Branch): Merge {
  const patch: Record<string, unknown> = {};
  for (const key of new Set([...keysOf(base), ...keysOf(head)])) {
    const [before, after] = [childOf(base, key), childOf(head, key)];
    if (before && after && isSame(before, after)) continue;
    const change = after ? changeOf(key, before, after) : because(before!, null);
    if (change === undefined) return undefined;
    patch[key] = change;
  }
  return patch;
}

function changeOf(key: string, before: Branch | undefined, after: Branch): unknown {
  if (!before) return isSayable(after) ? carried(after) : undefined;
  if (REPLACED.includes(key)) return undefined;
  if (isMap(before) && isMap(after)) {
    // A map that loses everything is there no more after a merge.
    return keysOf(after).length > 0 ? strategicPatch(before, after) : undefined;
  }
  if (isList(before) && isList(after)) return listPatch(key, before, after);
  return isScalar(before) && isScalar(after) ? carried(after) : undefined;
}

/**
 * The same items in the same order, of which the first few differ: a merge puts those that a patch
 * names before all others.
 */
function listPatch(list: string, base: Branch, head: Branch): unknown {
  const key = MERGED_BY[list];
  const [before, after] = [itemsOf(base), itemsOf(head)];
  if (key === undefined || before.length !== after.length) return undefined;
  const nameOf = (item: Branch) => isMap(item) ? childOf(item, key)?.value : undefined;
  if (!before.every((item, index) => isNamed(nameOf(item), nameOf(after[index]!)))) {
    return undefined;
  }
  const last = before.findLastIndex((item, index) => !isSame(item, after[index]!));
  const patches = before.slice(0, last + 1).map((item, index) => {
    const patch = strategicPatch(item, after[index]!);
    return patch && Object.keys(patch).length > 0
      ? { ...patch, [key]: because(after[index]!, nameOf(item)) }
      : undefined;
  });
  return patches.includes(undefined) ? undefined : patches;
}

function isNamed(before: unknown, after: unknown): boolean {
  return typeof before === "string" && before === after;
}

function isScalar(branch: Branch): boolean {
  return !isMap(branch) && !isList(branch);
}

/** A merge takes empty maps and lists for nothing. */
function isSayable(branch: Branch): boolean {
  if (isList(branch)) {
    const items = itemsOf(branch);
    return items.length > 0 && items.every(isSayable);
  }
  if (!isMap(branch)) return branch.value !== null;
  const keys = keysOf(branch);
  return keys.length > 0 && keys.every((key) => isSayable(childOf(branch, key)!));
}
