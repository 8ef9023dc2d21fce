import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOperations, type WorkflowFiles } from "../../../../lib/format/edit.ts";
import { parseWorkflow } from "../../../../lib/format/workflow.ts";
import { compare, fieldsOf, isEmpty } from "../../../../lib/model/diff.ts";
import { AppError } from "../../../../lib/model/error.ts";
import type { Operation } from "../../../../lib/model/operation.ts";
import { hasErrors } from "../../../../lib/model/problem.ts";
import { threeWay } from "../../../../lib/services/content/three_way.ts";
import { samples } from "../../format/edit_samples.ts";
import { connected, drawingOf, edits } from "../../model/drawings.ts";

const CHECKING = { graph: () => [] };

/** Files after what of a list can be applied. */
function tried(files: WorkflowFiles, list: readonly Operation[]): WorkflowFiles {
  return list.reduce((now, operation) => {
    try {
      return { ...now, ...filesOf(applyOperations(now, [operation])) };
    } catch (error) {
      if (error instanceof AppError) return now;
      throw error;
    }
  }, files);
}

function filesOf({ workflow, layout }: Omit<WorkflowFiles, "name">) {
  return { workflow, layout };
}

function isSound({ workflow: text, layout }: WorkflowFiles): boolean {
  const { problems } = parseWorkflow(text, "workflows/sample.yaml");
  const drawing = drawingOf({ text, layout });
  return !hasErrors(problems) && isEmpty(compare(drawing, connected(drawing)));
}

/** The same operation with another outcome, so that two sides meet. */
function varied(operation: Operation): Operation {
  if (operation.op === "set-title") return { ...operation, value: `${operation.value}!` };
  if (operation.op === "set") return { ...operation, value: 4711 };
  if (operation.op === "rename-node") return { ...operation, to: `${operation.to}x` };
  return operation.op === "remove-node"
    ? { op: "set-title", node: operation.node, value: "Kept" }
    : operation;
}

const triples = fc.tuple(samples, edits, edits)
  .map(([{ text: workflow, layout }, mine, others]) => {
    const base: WorkflowFiles = { name: "sample", workflow, layout };
    const theirs = [...mine.map(varied), ...others];
    return { base, ours: tried(base, mine), theirs: tried(base, theirs) };
  })
  .filter((all) => Object.values(all).every(isSound));

function workflowOf({ workflow: text, layout }: WorkflowFiles) {
  return drawingOf({ text, layout }).workflow;
}

/** All that a workflow says but its connections; an empty title says as little as none. */
function said(files: WorkflowFiles) {
  const workflow = workflowOf(files);
  const nodes = [...workflow.nodes].map(([id, { title, description, ...node }]) => [id, {
    ...node,
    ...(title && { title }),
    ...(description && { description }),
  }]);
  return { fields: fieldsOf(workflow), nodes: Object.fromEntries(nodes) };
}

Deno.test("to take theirs everywhere comes to what a merge is whose ours they are", () => {
  let decided = 0;
  fc.assert(
    fc.property(triples, ({ base, ours, theirs }) => {
      const { conflicts } = threeWay({ base, ours, theirs }, CHECKING);
      const resolutions = conflicts.map(({ id }) => ({ id, take: "theirs" as const }));
      const all = threeWay({ base, ours, theirs }, CHECKING, resolutions);
      assert.deepEqual(all.conflicts, conflicts.filter(({ path }) => path[0] === "kind"));
      const swapped = threeWay({ base, ours: theirs, theirs: ours }, CHECKING);
      assert.deepEqual(said(all.files), said(swapped.files));
      if (conflicts.length > 0) decided++;
    }),
    { numRuns: 120 },
  );
  assert.ok(decided > 10, `only ${decided} had conflicts`);
});

Deno.test("to take ours everywhere is what stands there, and leaves nothing to decide", () => {
  fc.assert(
    fc.property(triples, (versions) => {
      const before = threeWay(versions, CHECKING);
      const resolutions = before.conflicts.map(({ id }) => ({ id, take: "ours" as const }));
      const after = threeWay(versions, CHECKING, resolutions);
      assert.deepEqual(after, { ...before, conflicts: after.conflicts });
      assert.deepEqual(after.conflicts.filter(({ path }) => path[0] !== "kind"), []);
      assert.deepEqual(workflowOf(after.files).conflicts, []);
    }),
    { numRuns: 80 },
  );
});

Deno.test("a node has a place in the merged layout only where it is in the merged workflow", () => {
  fc.assert(
    fc.property(triples, (versions) => {
      const { files } = threeWay(versions, CHECKING);
      const ours = drawingOf({ text: versions.ours.workflow, layout: versions.ours.layout });
      const { workflow, layout } = drawingOf({ text: files.workflow, layout: files.layout });
      for (const id of Object.keys(layout.nodes)) {
        assert.ok(workflow.nodes.has(id) || !ours.workflow.nodes.has(id), id);
      }
    }),
    { numRuns: 80 },
  );
});
