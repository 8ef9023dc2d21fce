import assert from "node:assert/strict";
import type { Editor } from "../../../islands/editor/editor.ts";
import { endAt, openEditor, replaced, SHOP, typed } from "./workbench.ts";

/** Every kind of edit, each with a piece of what it leaves in the files. */
const EDITS:
  readonly (readonly [what: string, run: (editor: Editor) => unknown, leaves: RegExp])[] = [
    ["adding a node", (editor) => editor.add("app", { x: 800, y: 0 }), /\n {4}app:\n/],
    ["setting a field", (editor) => editor.setField("api", ["replicas"], 3), /replicas: 3\n/],
    [
      "taking a field away",
      (editor) => editor.setField("api", ["replicas"], undefined),
      /1\.4\.2 {3}# pinned\n {8}ports/,
    ],
    ["setting a title", (editor) => editor.setTitle("api", "Gate"), /title: 'Gate'/],
    [
      "taking a title away",
      (editor) => editor.setTitle("api", ""),
      /component: app\n {6}description/,
    ],
    [
      "connecting",
      (editor) => editor.connect(join("credentials.data", "api.settings")),
      /credentials\.data, to: api\.settings/,
    ],
    [
      "disconnecting",
      (editor) => editor.disconnect(join("credentials.data", "db.settings")),
      /connections:\n {4}- \{ from: db/,
    ],
    [
      "moving",
      (editor) => editor.move([{ node: "api", x: 420, y: 40 }]),
      /api: \{ x: 420, y: 40 \}/,
    ],
    ["laying out anew", (editor) => editor.arrange(), /db: \{ x: 300, y: \d+ \}/],
    [
      "deleting a node",
      (editor) => (editor.selection.select(["db"]), editor.remove()),
      /nodes:\n {4}credentials:/,
    ],
    [
      "duplicating",
      (editor) => (editor.selection.select(["api"]), editor.duplicate()),
      /\n {4}api-2:\n/,
    ],
    ["typing source", (editor) => typed(editor, `${SHOP.workflow}# more\n`), /# more\n/],
  ];

for (const texts of [SHOP, { ...SHOP, layout: undefined }]) {
  const where = texts.layout === undefined ? "without a layout" : "with a layout";
  for (const [what, run, leaves] of EDITS) {
    Deno.test(`${what} ${where} is one step, and undo brings back every byte of both files`, () => {
      const { editor, now, said } = openEditor({ texts });
      run(editor);
      assert.deepEqual(said(), []);
      const after = now();
      // Where everything is laid out already, laying out anew is no edit.
      if (texts.layout !== undefined || what !== "laying out anew") {
        assert.match(after.workflow + after.layout, leaves);
      }
      editor.undo();
      assert.deepEqual(now(), texts);
      assert.equal(editor.history.canUndo.value, false);
      editor.redo();
      assert.deepEqual(now(), after);
    });
  }
}

Deno.test("deleting a node takes its connections along, in one step", () => {
  const { editor, now } = openEditor();
  editor.selection.select(["db"], ["credentials.data>db.settings"]);
  editor.remove();
  assert.doesNotMatch(now().workflow, /from:/);
  assert.equal(editor.drawing.workflow.value.connections.length, 0);
  assert.deepEqual([...editor.selection.nodes.value], []);
  editor.undo();
  assert.deepEqual(now(), SHOP);
});

Deno.test("a selected connection goes without its nodes", () => {
  const { editor } = openEditor();
  editor.selection.select([], ["credentials.data>db.settings"]);
  editor.remove();
  assert.equal(editor.drawing.workflow.value.nodes.size, 3);
  assert.equal(editor.drawing.workflow.value.connections.length, 1);
});

Deno.test("keys that are typed into one field are one step, and settling begins another", () => {
  const { editor, now } = openEditor();
  for (const title of ["G", "Ga", "Gate"]) editor.setTitle("api", title);
  editor.settle();
  editor.setTitle("api", "Gates");
  editor.setField("api", ["replicas"], 4);
  editor.undo();
  editor.undo();
  assert.equal(now().workflow, replaced(SHOP.workflow, "'The API'", "'Gate'"));
  editor.undo();
  assert.deepEqual(now(), SHOP);
});

Deno.test("only the touched lines change", () => {
  const { editor, now } = openEditor();
  editor.setField("api", ["replicas"], 3);
  assert.equal(now().workflow, replaced(SHOP.workflow, "replicas: 2", "replicas: 3"));
  assert.equal(now().layout, SHOP.layout);
});

Deno.test("an edit after undo forgets what could be done again", () => {
  const { editor } = openEditor();
  editor.setTitle("api", "One");
  editor.undo();
  editor.setTitle("api", "Two");
  assert.equal(editor.history.canRedo.value, false);
});

Deno.test("moving the first node writes down where all others are seen", () => {
  const { editor } = openEditor({ texts: { ...SHOP, layout: undefined } });
  const before = editor.drawing.layout.value.nodes;
  editor.move([{ node: "api", x: 900, y: 900 }]);
  editor.move([{ node: "api", x: 920, y: 900 }]);
  assert.deepEqual(editor.drawing.unplaced.value, []);
  const { api, ...others } = editor.drawing.layout.value.nodes;
  const { api: _, ...seen } = before;
  assert.deepEqual(others, seen);
  assert.deepEqual(api, { x: 920, y: 900 });
});

Deno.test("a node that comes leaves all others where they are seen", () => {
  const { editor } = openEditor({ texts: { ...SHOP, layout: undefined } });
  const before = editor.drawing.layout.value.nodes;
  editor.add("secret", { x: -500, y: -500 });
  const { secret, ...others } = editor.drawing.layout.value.nodes;
  assert.deepEqual(secret, { x: -500, y: -500 });
  assert.deepEqual(others, before);
  assert.match(editor.history.texts.value.layout!, /api:/);
});

Deno.test("a node that is dropped where it was is no edit", () => {
  const { editor } = openEditor();
  editor.move([{ node: "api", x: 400, y: 0 }]);
  editor.move([{ node: "nobody", x: 1, y: 1 }]);
  assert.equal(editor.history.canUndo.value, false);
});

Deno.test("a new node stands on the grid, covers no other, and is selected", () => {
  const { editor } = openEditor();
  const ids = [editor.add("app"), editor.add("app"), editor.add("app", { x: 811, y: 9 })];
  assert.deepEqual(ids, ["app", "app-2", "app-3"]);
  const { nodes } = editor.drawing.layout.value;
  assert.deepEqual(nodes["app-3"], { x: 820, y: 0 });
  for (const id of ["app", "app-2"]) {
    for (const [other, place] of Object.entries(nodes)) {
      const isApart = Math.abs(nodes[id]!.x - place.x) >= 220 ||
        Math.abs(nodes[id]!.y - place.y) >= 120;
      assert.ok(other === id || isApart, `${id} covers ${other}`);
    }
  }
  assert.equal(editor.selection.node.value, "app-3");
});

Deno.test("only what fits is connected, and otherwise it is said why", () => {
  const { editor, said, now } = openEditor();
  assert.equal(editor.connect(join("credentials.data", "api.requires")), false);
  assert.match(said()[0]!, /gives settings, but api\.requires takes endpoint/);
  assert.deepEqual(now(), SHOP);
});

Deno.test("what could not be done is forgotten with the next thing that could", () => {
  const { editor, said } = openEditor();
  editor.connect(join("api.endpoint", "api.requires"));
  assert.equal(said().length, 1);
  editor.setTitle("api", "Gate");
  assert.deepEqual(said(), []);
});

Deno.test("operations that do not fit are refused in a sentence, and nothing changes", () => {
  const { editor, said, now } = openEditor();
  assert.equal(editor.edit([{ op: "set-title", node: "nobody", value: "x" }]), false);
  assert.match(said()[0]!, /^There is no node "nobody"/);
  assert.deepEqual(now(), SHOP);
});

Deno.test("while the source cannot be read, the canvas changes nothing and says what to do", () => {
  const { editor, said } = openEditor();
  typed(editor, "nodes: [");
  assert.equal(editor.edit([{ op: "remove-node", node: "api" }]), false);
  assert.match(said()[0]!, /Correct it in the Source tab/);
  assert.equal(editor.history.texts.value.workflow, "nodes: [");
});

for (const [what, run] of EDITS) {
  Deno.test(`a viewer is kept from ${what}`, () => {
    const { editor, now } = openEditor({ role: "viewer" });
    run(editor);
    editor.undo();
    assert.deepEqual(now(), SHOP);
    assert.equal(editor.saving.isDirty.value, false);
  });
}

function join(from: string, to: string) {
  return { from: endAt(from), to: endAt(to) };
}
