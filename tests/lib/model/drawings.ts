import fc from "fast-check";
import { parseLayout } from "../../../lib/format/layout.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { applyToWorkflow } from "../../../lib/model/apply.ts";
import { applyToLayout } from "../../../lib/model/apply_layout.ts";
import type { Drawing } from "../../../lib/model/diff.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { operations, type Sample, samples } from "../format/edit_samples.ts";

/** What a sample file draws. */
export function drawingOf({ text, layout }: Pick<Sample, "text" | "layout">): Drawing {
  return {
    workflow: parseWorkflow(text, "sample.yaml").value!,
    layout: layout === undefined
      ? { name: "sample", nodes: {}, notes: {} }
      : parseLayout(layout, "sample.layout.yaml").value!,
  };
}

/** A drawing after operations. */
export function applied(drawing: Drawing, list: readonly Operation[]): Drawing {
  return list.reduce((now, operation) => ({
    workflow: applyToWorkflow(now.workflow, operation),
    layout: applyToLayout(now.layout, operation),
  }), drawing);
}

/** A drawing after what of a list can be applied: some of it names what is not there. */
export function tried(drawing: Drawing, list: readonly Operation[]): Drawing {
  return list.reduce((now, operation) => {
    try {
      return applied(now, [operation]);
    } catch (error) {
      if (error instanceof AppError) return now;
      throw error;
    }
  }, drawing);
}

/** No operation names a node that is not there; a file may do so all the same. */
export function connected({ workflow, layout }: Drawing): Drawing {
  const nodes = [...workflow.nodes.values()].map(({ group, ...node }) =>
    [
      node.id,
      { ...node, ...(group !== undefined && workflow.nodes.has(group) && { group }) },
    ] as const
  );
  const connections = workflow.connections.filter(({ from, to }) =>
    [from, to].every(({ node }) => workflow.nodes.has(node))
  );
  return { workflow: { ...workflow, nodes: new Map(nodes), connections }, layout };
}

/** What a drawing says: neither the order of nodes nor that of connections says anything. */
export function said({ workflow: { nodes, connections, ...rest }, layout }: Drawing): unknown {
  const ends = connections.map((one) => JSON.stringify(one)).sort();
  return {
    ...rest,
    nodes: Object.fromEntries([...nodes].map(([id, { title = "", description = "", ...node }]) => [
      id,
      { ...node, title, description },
    ])),
    connections: [...new Set(ends)],
    places: Object.fromEntries([...nodes.keys()].map((id) => [id, layout.nodes[id]])),
    notes: layout.notes,
  };
}

/** A drawing whose references all lead somewhere. */
export const drawings: fc.Arbitrary<Drawing> = samples.map((sample) =>
  connected(drawingOf(sample))
);

/** Edits of a drawing. */
export const edits: fc.Arbitrary<readonly Operation[]> = fc.array(operations, { maxLength: 8 });
