import assert from "node:assert/strict";
import { openEditor } from "./workbench.ts";

Deno.test("what is no longer in the workflow is not selected, until it is back", () => {
  const { editor } = openEditor();
  const { selection } = editor;
  selection.select(["db", "api", "nobody"], ["db.endpoint>api.requires"]);
  assert.deepEqual([...selection.nodes.value], ["db", "api"]);
  editor.edit([{ op: "remove-node", node: "api" }]);
  assert.equal(selection.node.value, "db");
  assert.equal(selection.connections.value.size, 0);
  editor.undo();
  assert.equal(selection.nodes.value.size, 2);
  assert.equal(selection.connections.value.size, 1);
});

Deno.test("the set stays the same object while its members stay", () => {
  const { editor } = openEditor();
  editor.selection.select(["db"]);
  const { nodes } = editor.selection;
  const before = nodes.value;
  editor.setTitle("api", "Gate");
  assert.equal(nodes.value, before);
});

Deno.test("everything and nothing can be selected", () => {
  const { selection } = openEditor().editor;
  selection.all();
  assert.deepEqual([selection.nodes.value.size, selection.connections.value.size], [3, 2]);
  assert.equal(selection.node.value, undefined);
  selection.clear();
  assert.deepEqual([selection.nodes.value.size, selection.connections.value.size], [0, 0]);
});
