import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import type { FinalConnectionState, NodeChange } from "@xyflow/react";
import { DRAGGED } from "../../../islands/canvas/dragged.ts";
import type { FlowNode } from "../../../islands/canvas/flow.ts";
import { createFlowNodes } from "../../../islands/canvas/flow_nodes.ts";
import { handsOf } from "../../../islands/canvas/hands.ts";
import { CATALOGUE, openEditor, SHOP } from "../editor/workbench.ts";
import { sceneOf } from "./scenes.ts";

Deno.test("a node on its way is drawn and is no edit; where it is let go is one", () => {
  const { editor, hands, nodes, now } = open();
  hands.onNodesChange([moved(410.4, 3, true)]);
  assert.deepEqual(nodes.value.find(({ id }) => id === "api")!.position, { x: 410.4, y: 3 });
  assert.deepEqual(now(), SHOP);
  hands.onNodesChange([moved(420.4, 20, false)]);
  assert.deepEqual(editor.drawing.layout.value.nodes.api, { x: 420, y: 20 });
  editor.undo();
  assert.deepEqual(now(), SHOP);
});

Deno.test("a node that is let go a hair beside its place is no edit", () => {
  const { editor, hands } = open();
  hands.onNodesChange([moved(400.4, -0.2, false)]);
  assert.equal(editor.history.canUndo.value, false);
});

Deno.test("each drag is a step of its own", () => {
  const { editor, hands } = open();
  for (const x of [420, 440]) {
    hands.onNodeDragStart();
    hands.onNodesChange([moved(x, 0, false)]);
  }
  editor.undo();
  assert.equal(editor.drawing.layout.value.nodes.api!.x, 420);
});

Deno.test("what is chosen on the canvas is selected, nodes and connections beside each other", () => {
  const { editor: { selection }, hands } = open();
  hands.onNodesChange([
    { type: "select", id: "api", selected: true },
    { type: "select", id: "db", selected: true },
  ]);
  hands.onEdgesChange([{ type: "select", id: "db.endpoint>api.requires", selected: true }]);
  hands.onNodesChange([{ type: "select", id: "db", selected: false }]);
  assert.deepEqual([...selection.nodes.value], ["api"]);
  assert.deepEqual([...selection.connections.value], ["db.endpoint>api.requires"]);
});

Deno.test("a connection is drawn only to where it fits", () => {
  const { editor, hands } = open();
  const connection = (targetHandle: string) => ({
    source: "credentials",
    sourceHandle: "data",
    target: "api",
    targetHandle,
  });
  assert.equal(hands.isValidConnection(connection("requires")), false);
  assert.equal(hands.isValidConnection(connection("settings")), true);
  hands.onConnect(connection("settings"));
  assert.equal(editor.drawing.workflow.value.connections.length, 3);
});

for (const isForward of [true, false]) {
  const way = isForward ? "forwards" : "backwards";
  Deno.test(`a connection that is let go ${way} where it does not fit says why`, () => {
    const { hands, said } = open();
    const from = { nodeId: "credentials", id: "data", type: "source" };
    const to = { nodeId: "api", id: "requires", type: "target" };
    const [fromHandle, toHandle] = isForward ? [from, to] : [to, from];
    hands.onConnectEnd(undefined, end({ fromHandle, toHandle, isValid: false }));
    assert.match(said()[0]!, /^credentials\.data gives settings/);
  });
}

Deno.test("a connection that is let go over nothing, or where it fits, says nothing", () => {
  const { hands, said } = open();
  const handle = { nodeId: "api", id: "requires", type: "target" };
  hands.onConnectEnd(undefined, end({ fromHandle: handle, toHandle: null, isValid: null }));
  hands.onConnectEnd(undefined, end({ fromHandle: handle, toHandle: handle, isValid: true }));
  assert.deepEqual(said(), []);
});

Deno.test("a component is dropped where the pointer is, and a file is not", () => {
  const { editor, hands } = open();
  editor.view = { at: ({ x, y }: { x: number; y: number }) => ({ x: x + 1, y: y + 1 }) } as never;
  const event = (types: Readonly<Record<string, string>>) => ({
    clientX: 799,
    clientY: 399,
    isPrevented: false,
    dataTransfer: {
      types: Object.keys(types),
      getData: (type: string) => types[type] ?? "",
      dropEffect: "",
    },
    preventDefault() {
      this.isPrevented = true;
    },
  });
  const component = event({ [DRAGGED]: "secret" });
  hands.onDragOver(component as unknown as DragEvent);
  assert.equal(component.dataTransfer.dropEffect, "copy");
  hands.onDrop(component as unknown as DragEvent);
  assert.deepEqual(editor.drawing.layout.value.nodes.secret, { x: 800, y: 400 });
  const file = event({ Files: "x" });
  hands.onDragOver(file as unknown as DragEvent);
  hands.onDrop(file as unknown as DragEvent);
  assert.equal(file.isPrevented, false);
  assert.equal(editor.drawing.workflow.value.nodes.size, 4);
});

function open() {
  const bench = openEditor();
  const nodes = signal<FlowNode[]>(createFlowNodes(CATALOGUE)(sceneOf(bench.editor), []));
  return { ...bench, nodes, hands: handsOf(bench.editor, nodes) };
}

function moved(x: number, y: number, dragging: boolean): NodeChange<FlowNode> {
  return { type: "position", id: "api", position: { x, y }, dragging };
}

function end(state: object): FinalConnectionState {
  return state as FinalConnectionState;
}
