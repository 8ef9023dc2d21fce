import { isObject, type Json, type JsonObject, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { OperationPath } from "../operation.ts";
import type { FieldChange } from "./difference.ts";
import { alignment } from "./list_alignment.ts";

/**
 * What differs between two values, as deep as both have something in common: maps key by key, lists
 * of named items by name, other lists as a whole.
 */
export function fieldChanges(
  before: Json | undefined,
  after: Json | undefined,
  path: OperationPath = [],
): FieldChange[] {
  if (isSame(before, after)) return [];
  if (isObject(before) && isObject(after)) {
    return keysOf(before, after).flatMap((key) =>
      fieldChanges(lookup(before, key), lookup(after, key), [...path, key])
    );
  }
  const items = Array.isArray(before) && Array.isArray(after)
    ? itemChanges(before, after, path)
    : undefined;
  return items ?? [{
    path,
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  }];
}

/** The keys of two maps, those of the first before those that only the second has. */
export function keysOf(before: JsonObject, after: JsonObject): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function itemChanges(
  before: readonly Json[],
  after: readonly Json[],
  path: OperationPath,
): FieldChange[] | undefined {
  const aligned = alignment(before, after);
  if (!aligned) return undefined;
  const { removed, added, kept, stepBefore, stepAfter } = aligned;
  return [
    ...kept.flatMap(([one, other]) =>
      fieldChanges(before[one], after[other], [...path, stepAfter(other)])
    ),
    ...removed.map((index) => ({ path: [...path, stepBefore(index)], before: before[index]! })),
    ...added.map((index) => ({ path: [...path, stepAfter(index)], after: after[index]! })),
  ];
}
