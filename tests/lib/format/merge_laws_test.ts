import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOperations } from "../../../lib/format/edit.ts";
import { sheetOf } from "../../../lib/format/edit/reading.ts";
import type { Sheet } from "../../../lib/format/edit/sheet.ts";
import { mergeLayoutTexts, mergeWorkflowTexts, type Texts } from "../../../lib/format/merge.ts";
import { sectionsOf } from "../../../lib/format/merge/sections.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { compare, isEmpty } from "../../../lib/model/diff.ts";
import { AppError } from "../../../lib/model/error.ts";
import { hasErrors } from "../../../lib/model/problem.ts";
import { merge } from "../../../lib/model/merge.ts";
import { connected, drawingOf, edits, said } from "../model/drawings.ts";
import { samples } from "./edit_samples.ts";
import type { Operation } from "../../../lib/model/operation.ts";

const RUNS = { numRuns: 800 };
const judge = () => [];

interface Files {
  readonly workflow: string;
  readonly layout: string | undefined;
}

/** Files after what of a list can be applied. */
function tried(files: Files, list: readonly Operation[]): Files {
  return list.reduce((now, operation) => {
    try {
      return applyOperations({ ...now, name: "sample" }, [operation]);
    } catch (error) {
      if (error instanceof AppError) return now;
      throw error;
    }
  }, files);
}

/** Three versions of files that can be read and whose references lead somewhere. */
const triples = fc.tuple(samples, edits, edits)
  .map(([{ text, layout }, mine, others]) => {
    const base = { workflow: text, layout };
    return { base, ours: tried(base, mine), theirs: tried(base, others) };
  })
  .filter((all) => Object.values(all).every(isSound));

function isSound({ workflow, layout }: Files): boolean {
  const { problems } = parseWorkflow(workflow, "workflows/sample.yaml");
  const drawing = drawingOf({ text: workflow, layout });
  return !hasErrors(problems) && isEmpty(compare(drawing, connected(drawing)));
}

function workflowTexts({ base, ours, theirs }: Record<keyof Texts, Files>): Texts {
  return { base: base.workflow, ours: ours.workflow, theirs: theirs.workflow };
}

function drawn(text: string) {
  return drawingOf({ text, layout: undefined });
}

Deno.test("the text says what the merge of both sides says", () => {
  let clean = 0;
  fc.assert(
    fc.property(triples, (all) => {
      const texts = workflowTexts(all);
      const { text, conflicts } = mergeWorkflowTexts(texts, "sample", judge);
      const goal = merge({
        base: drawn(texts.base),
        ours: drawn(texts.ours),
        theirs: drawn(texts.theirs),
      }, judge);
      const after = drawn(text);
      assert.deepEqual(
        said({ ...after, workflow: { ...after.workflow, conflicts: [] } }),
        said(goal.drawing),
      );
      assert.deepEqual(conflicts, goal.conflicts);
      assert.deepEqual(after.workflow.conflicts, conflicts);
      if (conflicts.length === 0) clean++;
    }),
    RUNS,
  );
  assert.ok(clean > RUNS.numRuns / 4);
});

Deno.test("a side that changed no byte takes the bytes of the other", () => {
  fc.assert(
    fc.property(triples, ({ base: { workflow: base }, theirs: { workflow: theirs } }) => {
      const texts = [{ base, ours: base, theirs }, { base, ours: theirs, theirs: base }];
      for (const one of texts) {
        assert.deepEqual(mergeWorkflowTexts(one, "sample", judge), { text: theirs, conflicts: [] });
      }
    }),
    RUNS,
  );
});

Deno.test("a node that only they touched has their bytes, comments included", () => {
  let taken = 0;
  fc.assert(
    fc.property(triples, (all) => {
      const texts = workflowTexts(all);
      const { text, conflicts } = mergeWorkflowTexts(texts, "sample", judge);
      if (conflicts.length > 0) return;
      const [base, ours, theirs, merged] = [texts.base, texts.ours, texts.theirs, text].map(
        linesByNode,
      );
      const inMerged = drawn(text).workflow.nodes;
      for (const [id, lines] of theirs!) {
        if (ours!.get(id) !== base!.get(id) || lines === base!.get(id)) continue;
        const isAlike = JSON.stringify(inMerged.get(id)) ===
          JSON.stringify(drawn(texts.theirs).workflow.nodes.get(id));
        if (!isAlike || !merged!.has(id)) continue;
        taken++;
        assert.equal(merged!.get(id), lines);
      }
    }),
    RUNS,
  );
  assert.ok(taken > RUNS.numRuns / 20, `${taken} nodes`);
});

function linesByNode(text: string): Map<string, string> {
  const sheet = sheetOf(text) as Sheet;
  return new Map(
    [...sectionsOf(sheet)].map(([id, { from, to }]) => [id, text.slice(from, to)]),
  );
}

Deno.test("a layout of both sides has every place and note that only one of them changed", () => {
  fc.assert(
    fc.property(triples, ({ base, ours, theirs }) => {
      const texts = {
        base: base.layout ?? "",
        ours: ours.layout ?? "",
        theirs: theirs.layout ?? "",
      };
      const { text } = mergeLayoutTexts(texts, "sample");
      const layoutOf = (one: string) =>
        drawingOf({ text: base.workflow, layout: one === "" ? undefined : one }).layout;
      const [before, mine, others, merged] = [texts.base, texts.ours, texts.theirs, text].map(
        layoutOf,
      );
      for (const part of ["nodes", "notes"] as const) {
        for (const [id, value] of Object.entries(others![part])) {
          if (JSON.stringify(mine![part][id]) !== JSON.stringify(before![part][id])) continue;
          assert.deepEqual(merged![part][id], value);
        }
      }
    }),
    RUNS,
  );
});
