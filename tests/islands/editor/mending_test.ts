import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { Judge } from "../../../islands/editor/drawing.ts";
import { mend } from "../../../islands/editor/mending.ts";
import { ruleProblems } from "../../../lib/model/rules/rule_problems.ts";
import { NO_SETTINGS } from "../../../lib/model/rules/settings.ts";
import { openEditor, replaced, SHOP, typed } from "./workbench.ts";

const rules = signal<Judge | undefined>((workflow, catalogue) =>
  ruleProblems(workflow, catalogue, { settings: NO_SETTINGS, today: "2026-07-01" })
);

const found = ({ editor }: ReturnType<typeof openEditor>, rule: string) =>
  editor.drawing.findings.value.filter(({ code }) => code === `rule/${rule}`);

Deno.test("broken rules are told beside problems, at their lines, and stop nothing", () => {
  const bench = openEditor({ rules });
  const { editor } = bench;
  const [spread] = found(bench, "replica-spread");
  assert.equal(spread!.node, "api");
  assert.match(SHOP.workflow.split("\n")[spread!.line - 1]!, /config:/);
  typed(editor, replaced(SHOP.workflow, "ghcr.io/acme/api:1.4.2", "nginx"));
  assert.equal(found(bench, "image-tag")[0]!.severity, "error");
  assert.deepEqual(editor.drawing.problems.value, []);
  assert.equal(editor.drawing.hasErrors.value, false);
});

Deno.test("nobody is told of rules before their script is there, or while there are errors", () => {
  const late = signal<Judge | undefined>();
  const { editor } = openEditor({ rules: late });
  assert.deepEqual(editor.drawing.findings.value, []);
  late.value = rules.value;
  assert.ok(editor.drawing.findings.value.length > 0);
  editor.setField("api", ["replicas"], "many");
  assert.deepEqual(editor.drawing.findings.value, []);
});

Deno.test("mending is one edit, which one undo takes back to the byte", () => {
  const bench = openEditor({ rules });
  const { editor, now } = bench;
  const [budget] = found(bench, "disruption-budget");
  assert.equal(mend(editor, budget!), true);
  assert.deepEqual(found(bench, "disruption-budget"), []);
  assert.match(now().workflow, /disruptionBudget:.*\n? *maxUnavailable: 1/);
  editor.undo();
  assert.equal(now().workflow, SHOP.workflow);
  assert.equal(editor.history.canUndo.value, false);
});

Deno.test("a node that mending adds is selected, gets a place, and goes with one undo", () => {
  const bench = openEditor({ rules });
  const { editor, now } = bench;
  editor.setField("api", ["env"], { API_TOKEN: "hunter2-hunter2" });
  editor.settle();
  const before = now();
  const [secret] = found(bench, "secret-in-settings");
  assert.equal(secret!.severity, "error");
  assert.equal(mend(editor, secret!), true);
  assert.deepEqual(found(bench, "secret-in-settings"), []);
  assert.deepEqual([...editor.selection.nodes.value], ["api-secrets"]);
  assert.ok(editor.drawing.layout.value.nodes["api-secrets"]);
  editor.undo();
  assert.deepEqual(now(), before);
});

Deno.test("who may not edit mends nothing", () => {
  const bench = openEditor({ rules, role: "viewer" });
  const [budget] = found(bench, "disruption-budget");
  assert.equal(mend(bench.editor, budget!), false);
  assert.equal(bench.now().workflow, SHOP.workflow);
});
