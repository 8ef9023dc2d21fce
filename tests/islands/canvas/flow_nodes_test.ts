import assert from "node:assert/strict";
import type { FlowNode, NodeData } from "../../../islands/canvas/flow.ts";
import { createFlowNodes } from "../../../islands/canvas/flow_nodes.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import type { Editor } from "../../../islands/editor/editor.ts";
import { statusOf } from "../fakes.ts";
import { CATALOGUE, openEditor, replaced, SHOP, type Workbench } from "../editor/workbench.ts";
import { row, sceneOf } from "./scenes.ts";

const STATUS = { node: "n7", state: "waiting", at: "2026-11-21T10:00:00.000Z" } as const;

/** What may change about one of many nodes, and the nodes that look different then. */
const CHANGES:
  readonly (readonly [what: string, run: (bench: Workbench) => void, seen: string[]])[] = [
    ["a field is edited", ({ editor }) => editor.setField("n7", ["replicas"], 3), []],
    ["a field is wrong", ({ editor }) => editor.setField("n7", ["replicas"], "x"), ["n7"]],
    ["a title is typed", ({ editor }) => editor.setTitle("n7", "Seven"), ["n7"]],
    ["a node is moved", ({ editor }) => editor.move([{ node: "n7", x: 1, y: 1 }]), ["n7"]],
    ["a node is selected", ({ editor }) => editor.selection.select(["n7"]), ["n7"]],
    [
      "a node is deployed",
      ({ news }) => news.tell(statusOf({ nodes: [{ ...STATUS, state: "healthy" }] })),
      ["n7"],
    ],
    ["a node is added", ({ editor }) => editor.add("secret"), ["secret"]],
    [
      "a connection goes",
      ({ editor }) => editor.disconnect(editor.drawing.workflow.value.connections[6]!),
      [],
    ],
  ];

for (const [what, run, seen] of CHANGES) {
  Deno.test(`of 500 nodes only what looks different is another object when ${what}`, () => {
    const bench = openEditor({ texts: row(500) });
    const make = createFlowNodes(CATALOGUE);
    const before = make(sceneOf(bench.editor), []);
    run(bench);
    const after = make(sceneOf(bench.editor), before);
    const known = new Set(before);
    assert.equal(before.length, 500);
    assert.deepEqual(after.filter((node) => !known.has(node)).map(({ id }) => id), seen);
  });
}

Deno.test("news of a deployment in which nothing else happened draws nothing anew", () => {
  const { editor, news } = openEditor({ texts: row(20) });
  const make = createFlowNodes(CATALOGUE);
  news.tell(statusOf({ nodes: [STATUS] }));
  const before = make(sceneOf(editor), []);
  news.tell(statusOf({ nodes: [{ ...STATUS, at: "2026-11-21T10:00:09.000Z" }] }));
  assert.deepEqual(make(sceneOf(editor), before).filter((node, at) => node !== before[at]), []);
});

Deno.test("a moved node keeps what is drawn of it", () => {
  const { editor } = openEditor();
  const make = createFlowNodes(CATALOGUE);
  const before = make(sceneOf(editor), []);
  editor.move([{ node: "api", x: 0, y: 0 }]);
  const after = make(sceneOf(editor), before);
  assert.equal(nodeIn(after, "api").data, nodeIn(before, "api").data);
  assert.deepEqual(nodeIn(after, "api").position, { x: 0, y: 0 });
});

Deno.test("a node says its title, its component and what is wrong with it", () => {
  const { editor } = openEditor();
  editor.setField("api", ["replicas"], "many");
  const { data, ariaLabel, selected } = shown(editor, "api");
  assert.equal(data.title, "The API");
  assert.equal(data.componentTitle, CATALOGUE.components.app!.title);
  assert.deepEqual([data.errors, data.warnings, data.state], [1, 0, undefined]);
  assert.equal(ariaLabel, `The API, ${data.componentTitle}, 1 errors`);
  assert.equal(selected, false);
});

/** A catalogue in which nothing gives an identity. */
const NO_ACCOUNTS: Catalogue = {
  ...CATALOGUE,
  kinds: {
    Application: {
      ...CATALOGUE.kinds.Application!,
      components: CATALOGUE.kinds.Application!.components.filter((id) => id !== "service-account"),
    },
  },
};

Deno.test("an open node shows what can be joined and what is joined", () => {
  const odd = replaced(SHOP.workflow, "to: db.settings", "to: db.identity");
  const { editor } = openEditor({ texts: { ...SHOP, workflow: odd } });
  editor.selection.select(["db"]);
  const { data, handles } = shown(editor, "db", NO_ACCOUNTS);
  const ids = data.inputs.map(({ id }) => id);
  assert.ok(ids.includes("requires") && ids.includes("settings") && ids.includes("identity"));
  const without = openEditor().editor;
  without.selection.select(["db"]);
  const others = shown(without, "db", NO_ACCOUNTS).data.inputs.map(({ id }) => id);
  assert.deepEqual(others, ids.filter((id) => id !== "identity").sort(byPlaceIn(others)));
  assert.equal(handles!.length, data.inputs.length + data.outputs.length);
});

Deno.test("a node opens under the mouse and where it is selected, and nothing moves", () => {
  const { editor } = openEditor();
  const make = createFlowNodes(CATALOGUE);
  const rest = nodeIn(make(sceneOf(editor), []), "api");
  const hovered = nodeIn(make({ ...sceneOf(editor), hovered: "api" }, []), "api");
  editor.selection.select(["api"]);
  const selected = nodeIn(make(sceneOf(editor), []), "api");
  const ports = ({ data }: typeof rest) => data.inputs.map(({ id }) => id);
  assert.ok(ports(rest).length < ports(hovered).length, ports(rest).join());
  assert.deepEqual(ports(hovered).slice(0, ports(rest).length), ports(rest));
  assert.deepEqual(ports(selected), ports(hovered));
  const rows = Math.max(rest.data.inputs.length, rest.data.outputs.length);
  for (const one of [rest, hovered, selected]) {
    assert.equal(one.height, 52 + 22 * rows + 4);
    assert.equal(one.handles!.length, one.data.inputs.length + one.data.outputs.length);
    assert.deepEqual(one.handles![0], rest.handles![0]);
  }
  assert.ok(rest.handles!.every(({ y, height }) => y! > 52 && y! + height! < rest.height!));
  assert.ok(hovered.zIndex! > 1000, "it stands before what is selected");
});

Deno.test("a node that the mouse leaves is drawn again as it was", () => {
  const { editor } = openEditor();
  const make = createFlowNodes(CATALOGUE);
  const open = make({ ...sceneOf(editor), hovered: "api" }, []);
  const after = make({ ...sceneOf(editor), hovered: undefined }, open);
  assert.deepEqual(after.filter((node, at) => node !== open[at]).map(({ id }) => id), ["api"]);
  assert.equal(nodeIn(after, "api").zIndex, undefined);
});

Deno.test("a component that nobody knows is drawn without ports", () => {
  const odd = replaced(SHOP.workflow, "component: secret", "component: mystery");
  const { editor } = openEditor({ texts: { ...SHOP, workflow: odd } });
  const { data, height } = shown(editor, "credentials");
  assert.deepEqual([data.inputs, data.outputs, data.componentTitle], [[], [], "mystery"]);
  assert.equal(height, 52);
});

Deno.test("notes lie behind the nodes and are never mistaken for them", () => {
  const layout = `${SHOP.layout}notes:\n  api: { x: 1, y: 2, width: 100, height: 50, text: Hi }\n`;
  const { editor } = openEditor({ texts: { ...SHOP, layout } });
  const make = createFlowNodes(CATALOGUE);
  const before = make(sceneOf(editor), []);
  assert.deepEqual(before.map(({ id, zIndex }) => [id, zIndex]), [
    ["note:api", -1],
    ["db", undefined],
    ["credentials", undefined],
    ["api", undefined],
  ]);
  editor.setTitle("api", "Gate");
  assert.equal(make(sceneOf(editor), before)[0], before[0]);
});

function shown(editor: Editor, id: string, catalogue = CATALOGUE) {
  return nodeIn(createFlowNodes(catalogue)(sceneOf(editor), []), id);
}

function byPlaceIn(order: readonly string[]) {
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b);
}

function nodeIn(nodes: readonly FlowNode[], id: string): FlowNode & { readonly data: NodeData } {
  return nodes.find((node) => node.id === id) as FlowNode & { readonly data: NodeData };
}
