import assert from "node:assert/strict";
import { copiedIn } from "../../../islands/editor/clipboard.ts";
import { endText } from "../../../lib/model/workflow.ts";
import { openEditor, replaced, SHOP } from "./workbench.ts";

Deno.test("what is pasted has ids of its own, and is joined among itself as it was", () => {
  const { editor, now } = openEditor();
  editor.selection.select(["db", "api"]);
  const copy = editor.copy()!;
  editor.paste(JSON.stringify(copy));
  const { nodes, connections } = editor.drawing.workflow.value;
  assert.deepEqual([...nodes.keys()], ["db", "credentials", "api", "db-2", "api-2"]);
  assert.deepEqual(
    connections.slice(2).map(({ from, to, order }) => [endText(from), endText(to), order]),
    [
      ["db-2.endpoint", "api-2.requires", false],
    ],
  );
  const { id: _, ...first } = nodes.get("api")!;
  const { id: __, ...second } = nodes.get("api-2")!;
  assert.deepEqual(second, first);
  assert.deepEqual([...editor.selection.nodes.value], ["db-2", "api-2"]);
  editor.undo();
  assert.deepEqual(now(), SHOP);
});

Deno.test("each paste of the same stands further aside, and another begins anew", () => {
  const { editor } = openEditor();
  const node = { id: "web", component: "app", config: {}, x: 100, y: 100 };
  const foreign = { celestra: "nodes", nodes: [node], connections: [] };
  const place = (id: string) => editor.drawing.layout.value.nodes[id];
  editor.selection.select(["api"]);
  editor.copy();
  editor.paste();
  editor.paste();
  assert.deepEqual([place("api-2"), place("api-3")], [{ x: 440, y: 40 }, { x: 480, y: 80 }]);
  editor.selection.select(["db"]);
  editor.copy();
  editor.paste();
  assert.deepEqual(place("db-2"), { x: 40, y: 40 });
  editor.paste(JSON.stringify(foreign));
  assert.deepEqual(place("web"), { x: 140, y: 140 });
});

Deno.test("copies of nodes that are numbered already get ids that differ", () => {
  const { editor } = openEditor();
  editor.selection.select(["db"]);
  editor.duplicate();
  editor.selection.select(["db", "db-2"]);
  editor.duplicate();
  const ids = [...editor.drawing.workflow.value.nodes.keys()];
  assert.deepEqual(ids.slice(3), ["db-2", "db-3", "db-4"]);
});

Deno.test("a node between two units is pasted on whole ones", () => {
  const layout = replaced(SHOP.layout!, "x: 400", "x: 400.4");
  const { editor, said } = openEditor({ texts: { ...SHOP, layout } });
  editor.selection.select(["api"]);
  editor.duplicate();
  assert.deepEqual(said(), []);
  assert.deepEqual(editor.drawing.layout.value.nodes["api-2"], { x: 440, y: 40 });
});

Deno.test("duplicate() leaves alone what was copied", () => {
  const { editor } = openEditor();
  editor.selection.select(["db"]);
  editor.copy();
  editor.selection.select(["api"]);
  editor.duplicate();
  editor.paste();
  assert.deepEqual([...editor.drawing.workflow.value.nodes.keys()].slice(3), ["api-2", "db-2"]);
});

Deno.test("a group that is copied along holds the copies; one that is not there holds nobody", () => {
  const grouped = replaced(
    SHOP.workflow,
    "    db:\n",
    "    box:\n      component: app-group\n    db:\n      group: box\n",
  );
  const { editor } = openEditor({ texts: { workflow: grouped, layout: undefined } });
  const groupOf = (id: string) => editor.drawing.workflow.value.nodes.get(id)!.group;
  editor.selection.select(["box", "db"]);
  editor.copy();
  editor.paste();
  assert.equal(groupOf("db-2"), "box-2");
  editor.selection.select(["db"]);
  const copy = editor.copy()!;
  editor.paste();
  assert.equal(groupOf("db-3"), "box");
  const elsewhere = openEditor().editor;
  elsewhere.paste(JSON.stringify(copy));
  assert.equal(elsewhere.drawing.workflow.value.nodes.get("db-2")!.group, undefined);
});

Deno.test("nothing selected is nothing to copy", () => {
  const { editor, now } = openEditor();
  assert.equal(editor.copy(), undefined);
  editor.duplicate();
  editor.paste();
  editor.paste("some text of somebody");
  assert.deepEqual(now(), SHOP);
});

const HOSTILE: readonly string[] = [
  "",
  "null",
  "[]",
  "42",
  '{"celestra":"nodes"}',
  '{"celestra":"nodes","nodes":{},"connections":[]}',
  '{"celestra":"nodes","nodes":[null],"connections":[]}',
  '{"celestra":"nodes","nodes":[{}],"connections":[]}',
  '{"celestra":"nodes","nodes":[{"id":5,"component":"app","config":{},"x":0,"y":0}],"connections":[]}',
  '{"celestra":"nodes","nodes":[{"id":"a","component":"app","config":null,"x":0,"y":0}],"connections":[]}',
  '{"celestra":"nodes","nodes":[{"id":"a","component":"app","config":{},"x":"0","y":0}],"connections":[]}',
  '{"celestra":"nodes","nodes":[],"connections":[null]}',
  '{"celestra":"nodes","nodes":[],"connections":[{"from":1,"to":2}]}',
];

for (const text of HOSTILE) {
  Deno.test(`a clipboard that holds ${text || "nothing"} holds no nodes`, () => {
    assert.equal(copiedIn(text), undefined);
  });
}

Deno.test("nodes of a clipboard that do not fit are refused in a sentence", () => {
  const { editor, said, now } = openEditor();
  const node = { id: "A b", component: "app", config: {}, x: 0, y: 0 };
  editor.paste(JSON.stringify({ celestra: "nodes", nodes: [node], connections: [] }));
  assert.equal(said().length, 1);
  assert.deepEqual(now(), SHOP);
});
