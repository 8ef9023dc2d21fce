import { connectionsOf } from "../diff.ts";
import { endOf } from "../operation_checks.ts";
import type { Connection, WorkflowNode } from "../workflow.ts";
import { conflictOf, type Report } from "./conflict.ts";
import type { Workflows } from "./nodes.ts";

/**
 * The connections of three versions as a set. Those of a node that went are gone with it. One that one
 * side removed while the other changed whether the consumer waits is a conflict of the consumer.
 */
export function mergedConnections(
  { base, ours, theirs }: Workflows,
  nodes: ReadonlyMap<string, WorkflowNode>,
  report: Report,
): Connection[] {
  const [before, mine, others] = [connectionsOf(base), connectionsOf(ours), connectionsOf(theirs)];
  const all = new Map([...mine, ...others]);
  return [...all].flatMap(([ends, { from, to }]) => {
    const [was, one, other] = [before.get(ends), mine.get(ends), others.get(ends)];
    const end = { from: endOf(from), to: endOf(to) };
    if (!nodes.has(end.from.node) || !nodes.has(end.to.node)) return [];
    if (was && (!one || !other)) {
      if ((one ?? other)!.order === was.order) return [];
      report(
        conflictOf(end.to.node, ["connections", ends], { base: was, ours: one, theirs: other }),
      );
      return one ? [{ ...end, order: one.order }] : [];
    }
    return [{ ...end, order: orderOf(was?.order, one?.order, other?.order) }];
  });
}

/** Where both sides made a connection and only one of them waits, it waits, as it does unless told. */
function orderOf(base: boolean | undefined, one: boolean | undefined, other: boolean | undefined) {
  if (one === undefined || other === undefined) return one ?? other!;
  if (one === other) return one;
  return base === undefined ? true : !base;
}
