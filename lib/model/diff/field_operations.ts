import { isObject, type Json, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { Operation, OperationPath } from "../operation.ts";
import { keysOf } from "./field_changes.ts";
import { alignment } from "./list_alignment.ts";

/** The operations that make one value of a node's config into another. */
export function fieldOperations(
  node: string,
  before: Json | undefined,
  after: Json | undefined,
  path: OperationPath = [],
): Operation[] {
  if (isSame(before, after)) return [];
  if (after === undefined) return [{ op: "unset", node, path }];
  if (isObject(before) && isObject(after)) {
    return keysOf(before, after).flatMap((key) =>
      fieldOperations(node, lookup(before, key), lookup(after, key), [...path, key])
    );
  }
  const items = Array.isArray(before) && Array.isArray(after)
    ? itemOperations(node, before, after, path)
    : undefined;
  return items ?? [{ op: "set", node, path, value: after }];
}

/** Items change by their names; then those that went are taken out, and those that came put in. */
function itemOperations(
  node: string,
  before: readonly Json[],
  after: readonly Json[],
  path: OperationPath,
): Operation[] | undefined {
  const aligned = alignment(before, after);
  if (!aligned) return undefined;
  const { removed, added, kept, stepAfter } = aligned;
  return [
    ...kept.flatMap(([one, other]) =>
      fieldOperations(node, before[one], after[other], [...path, stepAfter(other)])
    ),
    ...removed.toReversed().map((index): Operation => ({ op: "remove", node, path, index })),
    ...added.map((index): Operation => ({ op: "insert", node, path, index, value: after[index]! })),
  ];
}
