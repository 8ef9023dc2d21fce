import assert from "node:assert/strict";
import { createForm } from "../../../islands/editor/form.ts";
import { openEditor } from "./workbench.ts";

Deno.test("a form shows each problem at its field, and inside of those around it", () => {
  const { editor } = openEditor();
  editor.setField("api", ["ports", 0, "port"], "many");
  editor.setField("db", ["storage"], "much");
  const form = createForm(editor, "api");
  assert.equal(form.problemsAt(["ports", 0, "port"]).length, 1);
  assert.equal(form.problemsAt(["ports"]).length, 0);
  assert.equal(form.problemsIn(["ports"]).length, 1);
  assert.equal(form.problemsIn(["replicas"]).length, 0);
  assert.equal(form.problemsIn([]).length, 1);
});

Deno.test("a form changes its own node, a field a step", () => {
  const { editor, now } = openEditor();
  const form = createForm(editor, "api");
  const before = now();
  form.set(["replicas"], 3);
  form.settle();
  form.set(["replicas"], undefined);
  assert.doesNotMatch(now().workflow, /replicas/);
  editor.undo();
  assert.match(now().workflow, /replicas: 3/);
  editor.undo();
  assert.deepEqual(now(), before);
});

Deno.test("every field has an id of its own", () => {
  const { idOf } = createForm(openEditor().editor, "api");
  assert.notEqual(idOf(["ports", 0, "name"]), idOf(["ports", 1, "name"]));
});
