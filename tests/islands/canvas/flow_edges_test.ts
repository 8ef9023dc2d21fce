import assert from "node:assert/strict";
import { createFlowEdges } from "../../../islands/canvas/flow_edges.ts";
import { hueOf } from "../../../islands/canvas/hue.ts";
import { CATALOGUE, openEditor, replaced, SHOP, typed } from "../editor/workbench.ts";
import { edgesOf, row } from "./scenes.ts";

Deno.test("a connection says its ends, its type and whether anybody waits", () => {
  const { editor } = openEditor();
  const [first, second] = createFlowEdges(CATALOGUE)(...edgesOf(editor));
  assert.deepEqual(
    [first!.source, first!.sourceHandle, first!.target, first!.targetHandle],
    ["credentials", "data", "db", "settings"],
  );
  assert.equal(first!.className, `wire ${hueOf("settings")}`);
  assert.equal(second!.className, `wire ${hueOf("endpoint")} is-loose`);
  assert.equal(second!.ariaLabel, "Connection from db.endpoint to api.requires");
});

Deno.test("a wrong connection is marked, and one to nobody is left out", () => {
  const { editor } = openEditor();
  const make = createFlowEdges(CATALOGUE);
  typed(editor, replaced(SHOP.workflow, "to: db.settings", "to: db.requires"));
  assert.match(make(...edgesOf(editor))[0]!.className!, /is-faulty$/);
  typed(editor, replaced(SHOP.workflow, "to: db.settings", "to: nobody.settings"));
  assert.deepEqual(make(...edgesOf(editor)).map(({ source }) => source), ["db"]);
});

Deno.test("of many connections only what looks different is another object", () => {
  const { editor } = openEditor({ texts: row(500) });
  const make = createFlowEdges(CATALOGUE);
  const before = make(...edgesOf(editor));
  const changed = () => make(...edgesOf(editor)).filter((edge) => !before.includes(edge));
  assert.equal(before.length, 499);
  editor.setField("n7", ["replicas"], 3);
  editor.move([{ node: "n8", x: 1, y: 1 }]);
  assert.deepEqual(changed(), []);
  editor.selection.select([], ["n6.endpoint>n7.requires"]);
  assert.deepEqual(changed().map(({ id, selected }) => [id, selected]), [
    ["n6.endpoint>n7.requires", true],
  ]);
});

Deno.test("a connection that looks different is drawn anew", () => {
  const { editor } = openEditor();
  const make = createFlowEdges(CATALOGUE);
  make(...edgesOf(editor));
  typed(editor, replaced(SHOP.workflow, ", order: false", ""));
  assert.doesNotMatch(make(...edgesOf(editor))[1]!.className!, /is-loose/);
});

Deno.test("a connection that is gone and drawn again is drawn", () => {
  const { editor } = openEditor();
  const make = createFlowEdges(CATALOGUE);
  const [first] = make(...edgesOf(editor));
  editor.disconnect(editor.drawing.workflow.value.connections[0]!);
  assert.equal(make(...edgesOf(editor)).length, 1);
  editor.undo();
  assert.deepEqual(make(...edgesOf(editor))[0], first);
});

Deno.test("types of ports keep their colours", () => {
  assert.equal(hueOf("endpoint"), hueOf("endpoint"));
  const types = Object.values(CATALOGUE.components)
    .flatMap(({ outputs }) => Object.values(outputs).map(({ type }) => type));
  const hues = new Set([...new Set(types)].map(hueOf));
  assert.equal(hues.size, new Set(types).size);
  for (const hue of hues) assert.match(hue, /^hue-[0-7]$/);
});
