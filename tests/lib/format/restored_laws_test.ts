import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOperations, type WorkflowFiles } from "../../../lib/format/edit.ts";
import { sheetOf } from "../../../lib/format/edit/reading.ts";
import { sectionsOf } from "../../../lib/format/merge/sections.ts";
import { withRestoredNode } from "../../../lib/format/restored.ts";
import { compare, isEmpty } from "../../../lib/model/diff.ts";
import { AppError } from "../../../lib/model/error.ts";
import { restoredNode } from "../../../lib/model/history/restored_node.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { drawingOf } from "../model/drawings.ts";
import { operations, samples } from "./edit_samples.ts";

/** What of a list can be done to files. */
function edited(files: WorkflowFiles, list: readonly Operation[]): WorkflowFiles {
  return list.reduce((now, operation) => {
    try {
      const { workflow, layout } = applyOperations(now, [operation]);
      return { ...now, workflow, layout };
    } catch (error) {
      if (error instanceof AppError) return now;
      throw error;
    }
  }, files);
}

/** Brings a node back as it was in some files, after it was changed and then whatever else. */
function restored(node: string, was: WorkflowFiles, since: WorkflowFiles, today: WorkflowFiles) {
  const drawn = (files: WorkflowFiles) =>
    drawingOf({ text: files.workflow, layout: files.layout } as Parameters<typeof drawingOf>[0]);
  const history = { was: drawn(was), later: [drawn(since).workflow], today: drawn(today) };
  const { drawing, node: now, was: then, kept } = restoredNode(node, history, {
    overwrite: false,
    judge: () => [],
  });
  const texts = { was: was.workflow, since: since.workflow, today };
  const files = withRestoredNode(texts, drawing, { today: now, then });
  return { files: { ...today, ...files }, drawing, now, drawn, kept };
}

function linesOfNodes(text: string): ReadonlyMap<string, string> {
  const sheet = sheetOf(text);
  if (!("root" in sheet)) return new Map();
  return new Map([...sectionsOf(sheet)].map(([id, { from, to }]) => [id, text.slice(from, to)]));
}

const cases = fc.tuple(samples, fc.nat(), fc.array(operations, { maxLength: 6 }));

Deno.test("a node that was just removed comes back with every byte of the file", () => {
  fc.assert(
    fc.property(cases, ([sample, pick]) => {
      const was = { workflow: sample.text, layout: sample.layout, name: "sample" };
      const ids = [...drawingOf(sample).workflow.nodes.keys()];
      fc.pre(ids.length > 0);
      const node = ids[pick % ids.length]!;
      const gone = edited(was, [{ op: "remove-node", node }]);
      fc.pre(gone.workflow !== was.workflow);
      const { files, kept } = restored(node, was, gone, gone);
      // A connection to what never was there does not come back.
      fc.pre(kept.length === 0);
      assert.equal(files.workflow, was.workflow);
    }),
    { numRuns: 300 },
  );
});

Deno.test("whatever was done since, what comes back is what was promised, and no byte of another node changes", () => {
  fc.assert(
    fc.property(cases, ([sample, pick, list]) => {
      const was = { workflow: sample.text, layout: sample.layout, name: "sample" };
      const ids = [...drawingOf(sample).workflow.nodes.keys()];
      fc.pre(ids.length > 0);
      const node = ids[pick % ids.length]!;
      const half = Math.floor(list.length / 2);
      const since = edited(
        was,
        pick % 2 === 0 ? [{ op: "remove-node", node }] : list.slice(0, half),
      );
      const today = edited(since, list.slice(half));
      const { files, drawing, now, drawn } = restored(node, was, since, today);
      assert.ok(isEmpty(compare(drawn(files), drawing)));
      const [before, after] = [today, files].map(({ workflow }) => linesOfNodes(workflow));
      for (const [id, lines] of before!) {
        if (id !== now) assert.equal(after!.get(id), lines, id);
      }
    }),
    { numRuns: 300 },
  );
});
