import assert from "node:assert/strict";
import { followKeys } from "../../../islands/editor/keys.ts";
import { createPast } from "../../../islands/history/past.ts";
import { keyText, SHORTCUTS } from "../../../islands/editor/shortcuts.ts";
import { type FakePage, fakePage } from "./fake_page.ts";
import { openEditor, SHOP, type Workbench, type WorkbenchOptions } from "./workbench.ts";

const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

const TEXTS: readonly (readonly [key: string, held: object, text: string])[] = [
  ["z", { ctrlKey: true }, "Ctrl+Z"],
  ["z", { metaKey: true }, "Ctrl+Z"],
  ["Z", { ctrlKey: true, shiftKey: true }, "Ctrl+Shift+Z"],
  ["?", { shiftKey: true }, "?"],
  ["+", {}, "+"],
  ["Delete", {}, "Delete"],
  ["s", { altKey: true }, ""],
];

for (const [key, held, text] of TEXTS) {
  Deno.test(`${key} with ${Object.keys(held).join(" and ") || "nothing"} reads ${text || "nothing"}`, () => {
    assert.equal(keyText({ ...PLAIN, key, ...held }), text);
  });
}

Deno.test("no key does two things", () => {
  const keys = SHORTCUTS.flatMap(({ keys }) => keys);
  assert.deepEqual(keys, [...new Set(keys)]);
});

Deno.test("a key does its thing, and the browser does nothing", () => {
  using page = fakePage();
  const { editor } = open(page);
  editor.setTitle("api", "Gate");
  assert.equal(press(page, "z", { ctrlKey: true }), false);
  assert.equal(editor.history.canRedo.value, true);
  press(page, "y", { ctrlKey: true });
  assert.equal(editor.history.canRedo.value, false);
  press(page, "a", { ctrlKey: true });
  assert.equal(editor.selection.nodes.value.size, 3);
  press(page, "Escape");
  assert.equal(editor.selection.nodes.value.size, 0);
  press(page, "f");
  assert.equal(editor.panels.tab.value, "files");
  press(page, "?", { shiftKey: true });
  assert.equal(editor.panels.dialog.value, "shortcuts");
});

Deno.test("keys change nothing while a comparison stands in the place of the drawing", async () => {
  using page = fakePage();
  const { editor, now } = open(page);
  const past = editor.openPast(createPast);
  await past.compare({ kind: "saved" }, { kind: "now" });
  assert.equal(editor.isLooking.value, true);
  editor.selection.select(["api"]);
  press(page, "Delete");
  press(page, "d", { ctrlKey: true });
  assert.deepEqual(now(), SHOP);
  press(page, "s");
  assert.equal(editor.panels.tab.value, "source");
  editor.closePast();
  press(page, "Delete");
  assert.notDeepEqual(now(), SHOP);
});

Deno.test("a key that means nothing is the browser's", () => {
  using page = fakePage();
  open(page);
  assert.equal(press(page, "q"), true);
  assert.equal(press(page, "f", { ctrlKey: true }), true);
});

for (const name of ["input", "textarea", "select", "editable"]) {
  Deno.test(`keys do nothing while somebody types in ${name}`, () => {
    using page = fakePage();
    const { editor, now } = open(page);
    editor.selection.select(["api"]);
    const field = page.element(name);
    field.isContentEditable = name === "editable";
    for (const key of ["Delete", "Backspace", "s", "l", "c", "/", "?", "Escape", "Enter", "+"]) {
      assert.equal(press(page, key, {}, field), true, key);
    }
    for (const key of ["a", "d", "z", "y"]) {
      assert.equal(press(page, key, { ctrlKey: true }, field), true, key);
    }
    assert.deepEqual(now(), SHOP);
    assert.equal(editor.selection.node.value, "api");
    assert.equal(editor.panels.isDockOpen.value, false);
  });
}

Deno.test("Save works everywhere", async () => {
  using page = fakePage();
  const { editor, server } = open(page);
  editor.setTitle("api", "Gate");
  assert.equal(press(page, "s", { ctrlKey: true }, page.element("input")), false);
  assert.equal(await editor.saving.save(), true);
  assert.equal(server.writes.length, 1);
});

Deno.test("a field of a form has the undo of the editor", () => {
  using page = fakePage();
  const { editor } = open(page);
  editor.setTitle("api", "Gate");
  press(page, "z", { ctrlKey: true }, page.element("input", ".inspector"));
  assert.equal(editor.history.canUndo.value, false);
});

Deno.test("Delete beside the canvas deletes no node", () => {
  using page = fakePage();
  const { editor, now } = open(page);
  editor.selection.select(["api"]);
  for (const part of [".inspector", ".palette", ".dock"]) {
    press(page, "Delete", {}, page.element("button", part));
  }
  assert.deepEqual(now(), SHOP);
  press(page, "Delete");
  assert.equal(editor.drawing.workflow.value.nodes.has("api"), false);
});

Deno.test("keys do nothing while a dialog is open", () => {
  using page = fakePage();
  const { editor, now } = open(page);
  editor.selection.select(["api"]);
  const copy = JSON.stringify(editor.copy());
  page.isDialogOpen = true;
  press(page, "Delete");
  page.fire("paste", page.element("div"), { clipboardData: { getData: () => copy } });
  assert.deepEqual(now(), SHOP);
});

Deno.test("a viewer looks by keys and changes nothing", () => {
  using page = fakePage();
  const { editor, now } = open(page, { role: "viewer" });
  editor.selection.select(["api"]);
  press(page, "Delete");
  press(page, "d", { ctrlKey: true });
  press(page, "c");
  press(page, "p");
  assert.deepEqual(now(), SHOP);
  assert.equal(editor.panels.dialog.value, undefined);
  assert.equal(editor.panels.tab.value, "problems");
  assert.equal(editor.panels.isDockOpen.value, true);
});

Deno.test("connecting by keys takes one node", () => {
  using page = fakePage();
  const { editor, said } = open(page);
  press(page, "c");
  assert.match(said()[0]!, /^Select the one node/);
  editor.selection.select(["api"]);
  press(page, "c");
  assert.equal(editor.panels.dialog.value, "connect");
});

Deno.test("copy and paste go through the clipboard", () => {
  using page = fakePage();
  const { editor } = open(page);
  const canvas = page.element("div");
  let held = "";
  const clipboardData = {
    setData: (_: string, text: string) => void (held = text),
    getData: () => held,
  };
  assert.equal(page.fire("copy", canvas, { clipboardData }), true);
  editor.selection.select(["api"]);
  page.hasTextSelected = true;
  assert.equal(page.fire("copy", canvas, { clipboardData }), true);
  page.hasTextSelected = false;
  assert.equal(page.fire("copy", page.element("input"), { clipboardData }), true);
  assert.equal(held, "");
  assert.equal(page.fire("copy", canvas, { clipboardData }), false);
  assert.equal(JSON.parse(held).nodes[0].id, "api");
  page.fire("paste", page.element("input"), { clipboardData });
  assert.equal(editor.drawing.workflow.value.nodes.size, 3);
  page.fire("paste", canvas, { clipboardData });
  assert.equal(editor.drawing.workflow.value.nodes.size, 4);
});

function open(_: FakePage, options?: WorkbenchOptions): Workbench {
  const bench = openEditor(options);
  followKeys(bench.editor);
  return bench;
}

/** Presses a key; whether it is left to the browser. */
function press(
  page: FakePage,
  key: string,
  held: object = {},
  target = page.element("div"),
): boolean {
  return page.fire("keydown", target, { ...PLAIN, key, ...held });
}
