import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { Judge } from "../../../islands/editor/drawing.ts";
import { problems } from "../../../lib/model/problems.ts";
import { openEditor, replaced, SHOP, typed } from "./workbench.ts";

Deno.test("the canvas follows the text, and the text follows the canvas", () => {
  const { editor, now } = openEditor();
  typed(editor, replaced(SHOP.workflow, "'The API'", '"Gate"'));
  assert.equal(editor.drawing.workflow.value.nodes.get("api")!.title, "Gate");
  editor.setTitle("api", "Door");
  assert.equal(now().workflow, replaced(SHOP.workflow, "'The API'", '"Door"'));
});

Deno.test("a text that cannot be read keeps the last canvas and says what is wrong", () => {
  const { editor } = openEditor();
  const before = editor.drawing.workflow.value;
  typed(editor, `${SHOP.workflow}  oh: [`);
  assert.equal(editor.drawing.isReadable.value, false);
  assert.equal(editor.drawing.workflow.value, before);
  assert.equal(editor.drawing.hasErrors.value, true);
  assert.deepEqual(editor.drawing.problems.value.map(({ code }) => code), ["syntax"]);
  editor.undo();
  assert.equal(editor.drawing.isReadable.value, true);
  assert.equal(editor.drawing.hasErrors.value, false);
});

Deno.test("a text that never could be read is an empty canvas", () => {
  const { editor } = openEditor({ texts: { workflow: "[", layout: undefined } });
  assert.equal(editor.drawing.workflow.value.nodes.size, 0);
  assert.equal(editor.drawing.isReadable.value, false);
  assert.equal(editor.drawing.problems.value.length, 1);
});

Deno.test("problems come and go with what is typed into a field", () => {
  const { editor } = openEditor();
  const found = () => editor.drawing.byNode.value.get("api")?.map(({ path }) => path.join("."));
  assert.equal(found(), undefined);
  editor.setField("api", ["replicas"], "many");
  assert.deepEqual(found(), ["spec.nodes.api.config.replicas"]);
  assert.equal(editor.drawing.hasErrors.value, true);
  editor.setField("api", ["replicas"], 2);
  assert.equal(found(), undefined);
});

Deno.test("problems stand in the order of the file and say their lines", () => {
  const { editor } = openEditor();
  editor.setField("api", ["replicas"], "many");
  editor.setField("db", ["storage"], "much");
  const lines = SHOP.workflow.split("\n");
  assert.deepEqual(editor.drawing.problems.value.map(({ node, line }) => [node, line]), [
    ["db", 1 + lines.findIndex((line) => line.includes("storage"))],
    ["api", 1 + lines.findIndex((line) => line.includes("replicas"))],
  ]);
  const path = ["spec", "nodes", "api", "config", "replicas"];
  assert.match(lines[editor.drawing.lineOf(path) - 1]!, /replicas/);
});

Deno.test("until the judge is there only what cannot be read is told", () => {
  const judge = signal<Judge | undefined>(undefined);
  const workflow = replaced(SHOP.workflow, "replicas: 2", "replicas: many");
  const { editor } = openEditor({ judge, texts: { ...SHOP, workflow } });
  assert.deepEqual(editor.drawing.problems.value, []);
  judge.value = problems;
  assert.equal(editor.drawing.problems.value.length, 1);
  typed(editor, "[");
  judge.value = undefined;
  assert.equal(editor.drawing.problems.value.length, 1);
});

Deno.test("what has no place is laid out, and what has one keeps it", () => {
  const layout = replaced(SHOP.layout!, "  api: { x: 400, y: 0 }\n", "");
  const { editor } = openEditor({ texts: { ...SHOP, layout } });
  assert.deepEqual(editor.drawing.unplaced.value, ["api"]);
  const { db, api } = editor.drawing.layout.value.nodes;
  assert.deepEqual(db, { x: 0, y: 0 });
  assert.ok(Number.isFinite(api!.x) && Number.isFinite(api!.y));
});

Deno.test("a layout that cannot be read counts as none", () => {
  const { editor } = openEditor({ texts: { ...SHOP, layout: "[" } });
  assert.equal(editor.drawing.unplaced.value.length, 3);
});

Deno.test("a problem leads to its field, and one of no node to its line", () => {
  const { editor } = openEditor();
  const revealed: string[] = [];
  editor.view = { reveal: (node: string) => revealed.push(node) } as never;
  editor.setField("api", ["replicas"], "many");
  const [problem] = editor.drawing.problems.value;
  editor.panels.isInspectorOpen.value = false;
  editor.show(problem!);
  assert.equal(editor.selection.node.value, "api");
  assert.equal(editor.panels.isInspectorOpen.value, true);
  assert.deepEqual(editor.panels.field.value, problem!.path);
  assert.deepEqual(revealed, ["api"]);
  typed(editor, "[");
  const [fault] = editor.drawing.problems.value;
  editor.show(fault!);
  assert.equal(editor.panels.tab.value, "source");
  assert.equal(editor.panels.isDockOpen.value, true);
  assert.equal(editor.panels.line.value, fault!.line);
});
