/// <reference lib="dom" />
import {
  applyNodeChanges,
  type Connection as FlowConnection,
  type EdgeChange,
  type FinalConnectionState,
  type Handle,
  type NodeChange,
  type ReactFlowInstance,
} from "@xyflow/react";
import type { Signal } from "@preact/signals";
import type { ConnectionEnd } from "../../lib/model/workflow.ts";
import { NODE, type Point } from "../editor/canvas_view.ts";
import type { Editor } from "../editor/editor.ts";
import { type Join, joinOf, refusalOf } from "../editor/joins.ts";
import { DRAGGED } from "./dragged.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { canvasView } from "./flow_view.ts";
import { carried, fitGroups, groupAt } from "./group_boxes.ts";

/** What hands do on the canvas. */
export interface Hands {
  onInit(instance: ReactFlowInstance<FlowNode, FlowEdge>): void;
  onNodesChange(changes: NodeChange<FlowNode>[]): void;
  onEdgesChange(changes: EdgeChange<FlowEdge>[]): void;
  onNodeDragStart(): void;
  isValidConnection(connection: FlowConnection | FlowEdge): boolean;
  onConnect(connection: FlowConnection): void;
  onConnectEnd(event: unknown, state: FinalConnectionState): void;
  onDragOver(event: DragEvent): void;
  onDrop(event: DragEvent): void;
}

/** Makes what hands do on the canvas into what the editor does. */
export function handsOf(editor: Editor, nodes: Signal<FlowNode[]>): Hands {
  const { selection, catalogue, drawing } = editor;
  return {
    onInit(instance) {
      editor.view = canvasView(instance);
    },
    onNodesChange(changes) {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length > 0) {
        selection.select(chosenOf(selection.nodes.peek(), chosen), selection.connections.peek());
      }
      const known = nodes.peek();
      const drawn = changes.filter(({ type }) => type === "position" || type === "dimensions");
      if (drawn.length === 0) return;
      const all = [...drawn, ...carriedAlong(drawn, known)];
      nodes.value = fitGroups(applyNodeChanges(all, known));
      editor.move(all.flatMap(droppedAt));
    },
    onEdgesChange(changes) {
      const chosen = changes.filter((change) => change.type === "select");
      if (chosen.length === 0) return;
      selection.select(selection.nodes.peek(), chosenOf(selection.connections.peek(), chosen));
    },
    onNodeDragStart: () => editor.settle(),
    isValidConnection: (connection) =>
      refusalOf(drawing.workflow.peek(), catalogue, joinIn(connection)) === undefined,
    onConnect: (connection) => void editor.connect(joinIn(connection)),
    // A connection that is let go over a port that does not take it is refused with the reason.
    onConnectEnd(_, { fromHandle, toHandle, isValid }) {
      if (!fromHandle || !toHandle || isValid) return;
      const side = fromHandle.type === "source" ? "outputs" : "inputs";
      editor.connect(joinOf(endAt(fromHandle), endAt(toHandle), side));
    },
    onDragOver(event) {
      if (!event.dataTransfer?.types.includes(DRAGGED)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop(event) {
      const component = event.dataTransfer?.getData(DRAGGED);
      if (!component) return;
      event.preventDefault();
      const at = editor.view?.at({ x: event.clientX, y: event.clientY });
      editor.add(component, at, at && groupAt(nodes.peek(), middleOf(at)));
    },
  };
}

/** The moves of what stands in groups that are moved, unless it is moved by itself, too. */
function carriedAlong(
  changes: readonly NodeChange<FlowNode>[],
  nodes: readonly FlowNode[],
): NodeChange<FlowNode>[] {
  const moved = new Set(changes.flatMap((change) => change.type === "position" ? change.id : []));
  return changes.flatMap((change) => {
    if (change.type !== "position" || !change.position) return [];
    const group = nodes.find(({ id }) => id === change.id);
    if (group?.type !== "frame") return [];
    return carried(group, change.position).filter(({ node }) => !moved.has(node))
      .map(({ node, x, y }) => ({ ...change, id: node, position: { x, y } }));
  });
}

/** Only what is let go is an edit; what is on its way is not. */
function droppedAt(change: NodeChange<FlowNode>): (Point & { readonly node: string })[] {
  if (change.type !== "position" || change.dragging !== false || !change.position) return [];
  const { x, y } = change.position;
  return [{ node: change.id, x: Math.round(x), y: Math.round(y) }];
}

/** The middle of a node that stands at a point. */
function middleOf({ x, y }: Point): Point {
  return { x: x + NODE.width / 2, y: y + NODE.head / 2 };
}

function chosenOf(
  before: ReadonlySet<string>,
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): ReadonlySet<string> {
  const chosen = new Set(before);
  for (const { id, selected } of changes) selected ? chosen.add(id) : chosen.delete(id);
  return chosen;
}

function endAt({ nodeId, id }: Handle): ConnectionEnd {
  return { node: nodeId, port: id ?? "" };
}

function joinIn({ source, sourceHandle, target, targetHandle }: FlowConnection | FlowEdge): Join {
  return {
    from: { node: source, port: sourceHandle ?? "" },
    to: { node: target, port: targetHandle ?? "" },
  };
}
