import assert from "node:assert/strict";
import fc from "fast-check";
import { applyOperations, type Edited, type WorkflowFiles } from "../../../lib/format/edit.ts";
import { parseLayout } from "../../../lib/format/layout.ts";
import { readYaml } from "../../../lib/format/read.ts";
import type { SourceNode } from "../../../lib/format/source.ts";
import { parseWorkflow } from "../../../lib/format/workflow.ts";
import { applyToWorkflow } from "../../../lib/model/apply.ts";
import { applyToLayout } from "../../../lib/model/apply_layout.ts";
import { AppError } from "../../../lib/model/error.ts";
import type { Layout } from "../../../lib/model/layout.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import type { Workflow } from "../../../lib/model/workflow.ts";
import { operations, samples } from "./edit_samples.ts";

const RUNS = { numRuns: 3000 };

const NO_LAYOUT: Layout = { name: "sample", nodes: {}, notes: {} };

function workflowIn(text: string): Workflow {
  return parseWorkflow(text, "sample.yaml").value!;
}

function layoutIn(text: string | undefined): Layout {
  return text === undefined ? NO_LAYOUT : parseLayout(text, "sample.layout.yaml").value!;
}

/** What comes of an operation: files, or the code of its error. */
function attempt(files: WorkflowFiles, operation: Operation): Edited | AppError {
  try {
    return applyOperations(files, [operation]);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function promised(
  workflow: Workflow,
  layout: Layout,
  operation: Operation,
): { readonly workflow: Workflow; readonly layout: Layout } | AppError {
  try {
    return {
      workflow: applyToWorkflow(workflow, operation),
      layout: applyToLayout(layout, operation),
    };
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** A workflow without the order of its nodes, which is the file's affair. */
function model({ nodes, ...rest }: Workflow): unknown {
  return { ...rest, nodes: Object.fromEntries(nodes) };
}

/** The source of every node of a text, by its id. */
function sourcesOf(text: string): Map<string, string> {
  const { root } = readYaml(text);
  const nodes = childOf(childOf(root, "spec"), "nodes");
  if (nodes?.type !== "map") return new Map();
  return new Map(nodes.entries.map(({ key, keyFrom, value }) => {
    const line = text.lastIndexOf("\n", keyFrom) + 1;
    return [key, text.slice(line, value.to).trim().replace(/[\n\r].*# about[^]*$/, "")];
  }));
}

function childOf(node: SourceNode | undefined, key: string): SourceNode | undefined {
  return node?.type === "map" ? node.entries.find((one) => one.key === key)?.value : undefined;
}

Deno.test("a result says exactly what the model promises, or the same is refused", () => {
  const seen = { done: 0, refused: 0 };
  fc.assert(
    fc.property(samples, operations, ({ text, layout }, operation) => {
      const result = attempt({ workflow: text, layout, name: "sample" }, operation);
      const promise = promised(workflowIn(text), layoutIn(layout), operation);
      if (result instanceof AppError) {
        seen.refused++;
        assert.equal(result.code, "invalid_input", `${result.message}\n${text}`);
        // The model knows a config that is left out as an empty one.
        const isUnsetOfNothing = operation.op === "unset" && operation.path.length === 0;
        assert.ok(promise instanceof AppError || isUnsetOfNothing, result.message);
        return;
      }
      seen.done++;
      assert.ok(!(promise instanceof AppError), `${(promise as AppError).message}\n${text}`);
      assert.deepEqual(model(workflowIn(result.workflow)), model(promise.workflow));
      assert.deepEqual(layoutIn(result.layout), promise.layout);
    }),
    RUNS,
  );
  assert.ok(seen.done > RUNS.numRuns / 4 && seen.refused > RUNS.numRuns / 10);
});

Deno.test("the inverse restores every byte, and its inverse does it again", () => {
  fc.assert(
    fc.property(samples, fc.array(operations, { maxLength: 6 }), ({ text, layout }, list) => {
      const before = { workflow: text, layout, name: "sample" };
      let now: WorkflowFiles = before;
      const undo: Operation[] = [];
      for (const operation of list) {
        const result = attempt(now, operation);
        if (result instanceof AppError) continue;
        now = { ...now, ...result };
        undo.unshift(...result.inverse);
      }
      const plain = JSON.parse(JSON.stringify(undo)) as Operation[];
      const back = applyOperations(now, plain);
      assert.deepEqual([back.workflow, back.layout], [text, layout]);
      const again = applyOperations({ ...back, name: "sample" }, back.inverse);
      assert.deepEqual([again.workflow, again.layout], [now.workflow, now.layout]);
    }),
    RUNS,
  );
});

Deno.test("an inverse whose bytes do not fit any more still undoes what was done", () => {
  fc.assert(
    fc.property(samples, operations, ({ text, layout }, operation) => {
      const name = "sample";
      const result = attempt({ workflow: text, layout, name }, operation);
      if (result instanceof AppError || operation.op === "move") return;
      const grown = result.workflow.replace(/kind: Application/, "kind:  Application");
      const back = attempt({ ...result, workflow: grown, name }, result.inverse[0] ?? operation);
      // What was wrong before cannot be made anew.
      if (back instanceof AppError) return;
      if (result.inverse.length === 0) return;
      const expected = applyToWorkflow(workflowIn(grown), result.inverse[0]!);
      assert.deepEqual(model(workflowIn(back.workflow)), model(expected));
      assert.ok(back.workflow.includes("kind:  Application"));
    }),
    RUNS,
  );
});

Deno.test("no node changes but the one that an operation names", () => {
  fc.assert(
    fc.property(samples, operations, ({ text, layout }, operation) => {
      const result = attempt({ workflow: text, layout, name: "sample" }, operation);
      if (result instanceof AppError) return;
      const own = "node" in operation ? operation.node : undefined;
      const [before, after] = [sourcesOf(text), sourcesOf(result.workflow)];
      for (const [id, source] of before) {
        if (id === own) continue;
        assert.equal(after.get(id), source);
        const comment = `# about ${id}\n`;
        assert.equal(
          result.workflow.replaceAll("\r", "").includes(comment),
          text.replaceAll("\r", "").includes(comment),
        );
      }
      for (const line of ["# A file of its own", "# what is joined", "# The end", "# the name"]) {
        assert.equal(result.workflow.includes(line), text.includes(line));
      }
    }),
    RUNS,
  );
});

Deno.test("line ends, byte order mark and a missing final line end stay as they are", () => {
  fc.assert(
    fc.property(samples, operations, ({ text, layout, style }, operation) => {
      const result = attempt({ workflow: text, layout, name: "sample" }, operation);
      if (result instanceof AppError) return;
      const { workflow } = result;
      assert.equal(workflow.startsWith("\uFEFF"), style.hasMark);
      assert.equal(workflow.endsWith("\n"), style.hasFinalEnd);
      assert.ok(
        style.eol === "\n" ? !workflow.includes("\r") : !/[^\r]\n/.test(workflow),
        workflow,
      );
    }),
    RUNS,
  );
});

Deno.test("setting what is there changes no byte", () => {
  fc.assert(
    fc.property(samples, ({ text, layout }) => {
      for (const { id, title = "", group, config } of workflowIn(text).nodes.values()) {
        const same: Operation[] = [
          { op: "set-title", node: id, value: title },
          { op: "set-group", node: id, value: group ?? null },
          ...Object.entries(config).map(([key, value]) => (
            { op: "set" as const, node: id, path: [key], value }
          )),
        ];
        const files = { workflow: text, layout, name: "sample" };
        assert.deepEqual(applyOperations(files, same), { workflow: text, layout, inverse: [] });
      }
    }),
    { numRuns: 300 },
  );
});
