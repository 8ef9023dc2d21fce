import { type Drawing, fieldsOf } from "./diff.ts";
import { mergedConnections } from "./merge/connections.ts";
import { type Conflict, eachSide, type Sides } from "./merge/conflict.ts";
import { graphConflicts, type Judge } from "./merge/graph.ts";
import { mergedLayout } from "./merge/layout.ts";
import { mergedNodes } from "./merge/nodes.ts";
import { withSameIds } from "./merge/renames.ts";
import { mergedValue } from "./merge/values.ts";
import type { Workflow } from "./workflow.ts";

export type { Conflict } from "./merge/conflict.ts";
export type { Judge } from "./merge/graph.ts";

/** What became of two sides of one drawing. */
export interface Merged {
  /** What both sides say; where they contradict each other, what ours says. */
  readonly drawing: Drawing;
  readonly conflicts: readonly Conflict[];
}

/** Three versions of a drawing. */
export interface Versions {
  readonly base: Drawing;
  readonly ours: Drawing;
  readonly theirs: Drawing;
}

/**
 * Merges three ways, by node and field; connections as a set, the layout by node. What only one side
 * changed is as that side has it. Which side is ours decides nothing but what stands in the place of a
 * conflict, and where a node stands that both moved.
 *
 * @param judge Finds the errors of a graph: those that neither side has alone are conflicts.
 */
export function merge(versions: Versions, judge: Judge): Merged {
  const { versions: same, conflicts } = withSameIds(versions);
  const found = [...conflicts];
  const report = (conflict: Conflict) => void found.push(conflict);
  const workflows = eachSide(same, ({ workflow }) => workflow) as WorkflowSides;
  const nodes = mergedNodes(workflows, report);
  const workflow: Workflow = {
    ...mergedFields(workflows, report),
    nodes,
    connections: mergedConnections(workflows, nodes, report),
    conflicts: [],
  };
  const layout = mergedLayout(eachSide(same, ({ layout }) => layout), nodes, report);
  const drawing = { workflow, layout };
  return { drawing, conflicts: [...found, ...graphConflicts(workflows, workflow, judge)] };
}

type WorkflowSides = { readonly [Side in keyof Sides<Workflow>]: Workflow };

/** The fields of the workflow itself. */
function mergedFields(
  sides: WorkflowSides,
  report: (conflict: Conflict) => void,
): Omit<Workflow, "nodes" | "connections" | "conflicts"> {
  const { name } = sides.ours;
  const fields = eachSide(sides, fieldsOf);
  const merged = mergedValue(fields, [], (path, { base = null, ours = null, theirs = null }) => {
    report({ node: null, path, base, ours, theirs });
  }) as { kind: string; metadata: Pick<Workflow, "labels">; spec: object };
  return { name, kind: merged.kind, ...merged.metadata, ...merged.spec };
}
