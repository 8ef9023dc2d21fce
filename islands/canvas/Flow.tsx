/// <reference lib="dom" />
import { Background, MiniMap, ReactFlow } from "@xyflow/react";
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { GRID, type Size } from "../editor/canvas_view.ts";
import type { Editor } from "../editor/editor.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { createFlowNodes } from "./flow_nodes.ts";
import { createFlowEdges, faultyConnections } from "./flow_edges.ts";
import { boxOf } from "./flow_view.ts";
import { GroupView } from "./GroupView.tsx";
import { handsOf } from "./hands.ts";
import { NodeView } from "./NodeView.tsx";
import { NoteView } from "./NoteView.tsx";
import { firstViewport, seenShare, type Viewport, ZOOM } from "./viewport.ts";

/** What the flow is told. */
export interface FlowProps {
  readonly editor: Editor;
  /** How large it is at first. */
  readonly size: Size;
}

const NODE_TYPES = { component: NodeView, frame: GroupView, note: NoteView };
const SNAP: [number, number] = [GRID, GRID];
const SEVERAL = ["Shift", "Meta", "Control"];
const PRO = { hideAttribution: true };

/**
 * From how many nodes on only those are drawn that are seen; where most are seen, finding out which
 * are not costs more in each frame than drawing them.
 */
const MANY = 150;
const MOST = 0.8;

/** The workflow as React Flow draws it. */
export function Flow({ editor, size }: FlowProps): JSX.Element {
  const hovered = useSignal<string>();
  const nodes = useNodes(editor, hovered);
  const enter = (_: unknown, { id }: FlowNode) => void (hovered.value = id);
  const leave = () => void (hovered.value = undefined);
  const edges = useEdges(editor);
  const hands = useMemo(() => handsOf(editor, nodes), [editor]);
  const first = useMemo(() => firstViewport(nodes.peek().map(boxOf), size), []);
  const place = useCentred(editor);
  const isMostSeen = useSignal(false);
  const look = (_: unknown, viewport: Viewport) => {
    const { clientWidth: width, clientHeight: height } = place.current!;
    isMostSeen.value = seenShare(nodes.peek().map(boxOf), viewport, { width, height }) > MOST;
  };
  return (
    <ReactFlow<FlowNode, FlowEdge>
      ref={place}
      nodes={nodes.value}
      edges={edges.value}
      nodeTypes={NODE_TYPES}
      {...hands}
      defaultViewport={first}
      nodesDraggable={editor.canEdit}
      nodesConnectable={editor.canEdit}
      onlyRenderVisibleElements={nodes.value.length > MANY && !isMostSeen.value}
      onMoveEnd={look}
      onNodeMouseEnter={enter}
      onNodeMouseLeave={leave}
      deleteKeyCode={null}
      selectionKeyCode="Shift"
      multiSelectionKeyCode={SEVERAL}
      snapToGrid
      snapGrid={SNAP}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      connectionRadius={28}
      zoomOnDoubleClick={false}
      proOptions={PRO}
    >
      <Background gap={GRID} size={1.6} />
      <MiniMap pannable zoomable ariaLabel="Map of the workflow" nodeClassName={miniClass} />
    </ReactFlow>
  );
}

/** The nodes, as the editor has them and as they stand while they are dragged. */
function useNodes(editor: Editor, hovered: ReadonlySignal<string | undefined>) {
  const { drawing, selection, deploying, clashing, folding, catalogue } = editor;
  const make = useMemo(() => createFlowNodes(catalogue), []);
  const scene = useComputed(() => ({
    workflow: drawing.workflow.value,
    layout: drawing.layout.value,
    problems: drawing.byNode.value,
    statuses: deploying.byNode.value,
    selected: selection.nodes.value,
    marks: clashing.marks.value,
    hovered: hovered.value,
    folding: { folded: folding.folded.value, toggle: folding.toggle },
  }));
  const nodes = useSignal<FlowNode[]>(useMemo(() => make(scene.peek(), []), []));
  useSignalEffect(() => {
    nodes.value = make(scene.value, nodes.peek());
  });
  return nodes;
}

function useEdges({ drawing, selection, folding, catalogue }: Editor) {
  const make = useMemo(() => createFlowEdges(catalogue), []);
  return useComputed<FlowEdge[]>(() =>
    make(
      drawing.workflow.value,
      faultyConnections(drawing.problems.value),
      selection.connections.value,
      undefined,
      folding.folded.value,
    )
  );
}

/** Keeps what is in the middle there when the canvas gets another size. */
function useCentred(editor: Editor) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let before: DOMRectReadOnly | undefined;
    const observer = new ResizeObserver(([entry]) => {
      const { contentRect: now } = entry!;
      if (before) {
        editor.view?.pan((now.width - before.width) / 2, (now.height - before.height) / 2);
      }
      before = now;
    });
    observer.observe(place.current!);
    return () => observer.disconnect();
  }, []);
  return place;
}

function miniClass({ type, data }: FlowNode): string {
  if (type === "note") return "is-note";
  // Folded up, a group stands there as a node does.
  if (type === "frame") return data.isFolded ? "" : "is-group";
  return data.state ? `is-${data.state}` : "";
}
