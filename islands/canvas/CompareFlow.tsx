/// <reference lib="dom" />
import { Background, ReactFlow, type ReactFlowInstance } from "@xyflow/react";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { Drawing } from "../../lib/model/diff.ts";
import type { NodePlace } from "../../lib/model/layout.ts";
import { type CanvasView, GRID, NODE } from "../editor/canvas_view.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { createFlowEdges } from "./flow_edges.ts";
import { createFlowNodes } from "./flow_nodes.ts";
import { boxOf, canvasView } from "./flow_view.ts";
import type { Mark } from "./mark.ts";
import { GroupView } from "./GroupView.tsx";
import { NodeView } from "./NodeView.tsx";
import { NoteView } from "./NoteView.tsx";
import { PlaceView } from "./PlaceView.tsx";
import { viewportOf, ZOOM } from "./viewport.ts";

/** What is drawn: two drawings in one, and what is to be said about its parts. */
export interface CompareFlowProps {
  readonly catalogue: Catalogue;
  readonly drawing: Drawing;
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
  readonly wires: ReadonlyMap<string, Mark>;
  readonly before: ReadonlyMap<string, NodePlace>;
  /** The node that is looked at. */
  readonly chosen: string | undefined;
  readonly onChoose: (node: string) => void;
  /** Takes the view, and `undefined` when it goes. */
  readonly onView: (view: CanvasView | undefined) => void;
}

const NODE_TYPES = { component: NodeView, frame: GroupView, note: NoteView, place: PlaceView };
const PRO = { hideAttribution: true };
const NOBODY: ReadonlySet<string> = new Set();

/** Two drawings in one, to look at and not to change. */
export function CompareFlow(props: CompareFlowProps): JSX.Element {
  const { catalogue, drawing, marks, wires, before, chosen, onChoose, onView } = props;
  const place = useRef<HTMLDivElement>(null);
  const nodes = useMemo(() => {
    const scene = {
      ...drawing,
      problems: new Map(),
      statuses: new Map(),
      selected: chosen === undefined ? NOBODY : new Set([chosen]),
      marks,
    };
    const drawn = createFlowNodes(catalogue)(scene, []);
    return [...placesBefore(before, drawn), ...drawn];
  }, [drawing, marks, chosen]);
  const edges = useMemo(
    () => createFlowEdges(catalogue)(drawing.workflow, new Set(), NOBODY, wires),
    [drawing, wires],
  );
  useEffect(() => () => onView(undefined), []);
  const start = (flow: ReactFlowInstance<FlowNode, FlowEdge>) => {
    // It starts a moment after it is drawn, when another comparison may stand there.
    if (!place.current) return;
    const { clientWidth: width, clientHeight: height } = place.current;
    void flow.setViewport(viewportOf(nodes.map(boxOf), { width, height }));
    onView(canvasView(flow, "#comparison"));
  };
  const choose = (_: unknown, { id }: FlowNode) => onChoose(id);
  return (
    <ReactFlow<FlowNode, FlowEdge>
      id="comparison"
      ref={place}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      onInit={start}
      onNodeClick={choose}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      minZoom={ZOOM.least}
      maxZoom={ZOOM.most}
      zoomOnDoubleClick={false}
      proOptions={PRO}
    >
      <Background gap={GRID} size={1.6} />
    </ReactFlow>
  );
}

/** An outline where each node stood that stands elsewhere now, behind everything. */
function placesBefore(
  before: ReadonlyMap<string, NodePlace>,
  drawn: readonly FlowNode[],
): FlowNode[] {
  return [...before].map(([id, { x, y }]): FlowNode => ({
    id: `before:${id}`,
    type: "place",
    position: { x, y },
    width: NODE.width,
    height: drawn.find((node) => node.id === id)?.height ?? NODE.head,
    selectable: false,
    focusable: false,
    zIndex: -2,
    data: {},
  }));
}
