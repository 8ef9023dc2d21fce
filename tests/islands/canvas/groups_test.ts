import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { NodeChange } from "@xyflow/react";
import type { FlowNode } from "../../../islands/canvas/flow.ts";
import { createFlowEdges } from "../../../islands/canvas/flow_edges.ts";
import type { FlowGroup } from "../../../islands/canvas/flow_groups.ts";
import { createFlowNodes } from "../../../islands/canvas/flow_nodes.ts";
import { groupAt } from "../../../islands/canvas/group_boxes.ts";
import { handsOf } from "../../../islands/canvas/hands.ts";
import type { Catalogue } from "../../../lib/model/catalogue.ts";
import { openEditor } from "../editor/workbench.ts";
import { edgesOf, sceneOf } from "./scenes.ts";

/** A catalogue in which boxes hold dots. */
const CATALOGUE: Catalogue = {
  version: 1,
  kinds: {
    Application: {
      id: "Application",
      title: "Application",
      description: "Dots in boxes.",
      components: ["box", "dot"],
      joins: [],
      acyclic: true,
    },
  },
  components: Object.fromEntries(
    (["box", "dot"] as const).map((id) => [id, {
      id,
      title: id,
      description: "A thing.",
      category: "Things",
      outputs: { out: { type: "flow", title: "Out" } },
      inputs: { in: { type: "flow", title: "In", many: true } },
      ...(id === "box" ? { groups: true } : {}),
      config: { type: "object" as const, properties: {}, additionalProperties: false },
    }]),
  ),
};

const TEXTS = {
  workflow: `apiVersion: celestra/v1
kind: Application
metadata: { name: shop }
spec:
  nodes:
    outer: { component: box }
    inner: { component: box, group: outer }
    empty: { component: box }
    one: { component: dot, group: outer }
    two: { component: dot, group: inner }
    three: { component: dot }
  connections:
    - { from: one.out, to: two.in }
    - { from: two.out, to: three.in }
`,
  layout: `apiVersion: celestra/v1
kind: Layout
metadata: { name: shop }
nodes:
  one: { x: 100, y: 100 }
  two: { x: 500, y: 100 }
  three: { x: 1000, y: 100 }
  empty: { x: 0, y: 600 }
`,
};

function open() {
  const bench = openEditor({ texts: TEXTS, catalogue: CATALOGUE });
  const { editor } = bench;
  const make = createFlowNodes(CATALOGUE);
  const draw = (before: readonly FlowNode[] = []) =>
    make({
      ...sceneOf(editor),
      folding: { folded: editor.folding.folded.value, toggle: editor.folding.toggle },
    }, before);
  const edges = () =>
    createFlowEdges(CATALOGUE)(...edgesOf(editor), undefined, editor.folding.folded.value);
  const nodes = signal<FlowNode[]>(draw());
  return { ...bench, draw, edges, nodes, hands: handsOf(editor, nodes) };
}

function boxIn(nodes: readonly FlowNode[], id: string): FlowGroup {
  const node = nodes.find((one) => one.id === id);
  assert.ok(node?.type === "frame", id);
  return node;
}

function placeOf(nodes: readonly FlowNode[], id: string) {
  return nodes.find((one) => one.id === id)?.position;
}

Deno.test("a group is a box behind its members, with room for its title", () => {
  const nodes = open().draw();
  const [outer, inner] = [boxIn(nodes, "outer"), boxIn(nodes, "inner")];
  assert.deepEqual(inner.position, { x: 460, y: 40 });
  assert.equal(inner.width, 220 + 80);
  assert.deepEqual(outer.position, { x: 60, y: -20 });
  assert.equal(outer.position.x + outer.width!, inner.position.x + inner.width! + 40);
  assert.deepEqual([outer.zIndex, outer.data.places.size], [-1, 2]);
  assert.ok(nodes.indexOf(outer) < nodes.indexOf(inner));
});

Deno.test("a group without members stands where the layout says", () => {
  assert.deepEqual(placeOf(open().draw(), "empty"), { x: 0, y: 600 });
});

Deno.test("a box grows with the member that is dragged in it", () => {
  const { hands, nodes } = open();
  hands.onNodesChange([moved("two", 900, 100, true)]);
  assert.equal(boxIn(nodes.value, "inner").position.x, 860);
  const outer = boxIn(nodes.value, "outer");
  assert.equal(outer.position.x + outer.width!, 860 + 300 + 40);
});

Deno.test("a moved box takes everything in it along, as one step", () => {
  const { editor, hands, nodes } = open();
  hands.onNodesChange([moved("outer", 80, -20, true)]);
  assert.deepEqual(placeOf(nodes.value, "two"), { x: 520, y: 100 });
  assert.equal(editor.history.canUndo.value, false);
  hands.onNodesChange([moved("outer", 160, 80, false)]);
  const { nodes: places } = editor.drawing.layout.value;
  assert.deepEqual([places.one, places.two], [{ x: 200, y: 200 }, { x: 600, y: 200 }]);
  assert.deepEqual([places.three, places.outer], [{ x: 1000, y: 100 }, { x: 160, y: 80 }]);
  editor.undo();
  assert.deepEqual(editor.drawing.layout.value.nodes.one, { x: 100, y: 100 });
});

Deno.test("a folded group stands for what is in it, and takes it along all the same", () => {
  const { editor, draw, edges, nodes, hands } = open();
  editor.folding.toggle("inner");
  assert.deepEqual(draw().map(({ id }) => id).sort(), ["empty", "inner", "one", "outer", "three"]);
  assert.deepEqual(
    edges().map(({ source, sourceHandle, target, targetHandle }) =>
      `${source}.${sourceHandle} ${target}.${targetHandle}`
    ),
    ["one.out inner.target", "inner.source three.in"],
  );
  nodes.value = draw();
  const { x, y } = placeOf(nodes.value, "inner")!;
  hands.onNodesChange([moved("inner", x + 20, y, false)]);
  assert.deepEqual(editor.drawing.layout.value.nodes.two, { x: 520, y: 100 });
  editor.folding.toggle("outer");
  assert.deepEqual(draw().map(({ id }) => id).sort(), ["empty", "outer", "three"]);
  assert.deepEqual(edges().map(({ source, target }) => `${source} ${target}`), ["outer three"]);
  editor.folding.toggle("outer");
  editor.folding.toggle("inner");
  assert.equal(draw().length, 6);
});

Deno.test("a group that looks as before stays the same object", () => {
  const { editor, draw } = open();
  const before = draw();
  editor.move([{ node: "three", x: 1, y: 1 }]);
  const after = draw(before);
  assert.equal(boxIn(after, "outer"), boxIn(before, "outer"));
});

Deno.test("what is dropped into a box belongs to the innermost group there", () => {
  const { editor, nodes } = open();
  assert.equal(groupAt(nodes.value, { x: 510, y: 110 }), "inner");
  assert.equal(groupAt(nodes.value, { x: 110, y: 110 }), "outer");
  assert.equal(groupAt(nodes.value, { x: 1010, y: 110 }), undefined);
  editor.add("dot", { x: 100, y: 100 }, "outer");
  assert.equal(editor.drawing.workflow.value.nodes.get("dot")?.group, "outer");
});

function moved(id: string, x: number, y: number, dragging: boolean): NodeChange<FlowNode> {
  return { type: "position", id, position: { x, y }, dragging };
}
