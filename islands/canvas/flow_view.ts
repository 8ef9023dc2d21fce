/// <reference lib="dom" />
import type { ReactFlowInstance } from "@xyflow/react";
import { type CanvasView, NODE, type Point } from "../editor/canvas_view.ts";
import type { FlowEdge, FlowNode } from "./flow.ts";
import { type Box, viewportOf } from "./viewport.ts";

/** The part of the canvas that a node covers. */
export function boxOf({ position, width = NODE.width, height = NODE.head }: FlowNode): Box {
  return { ...position, width, height };
}

/** What the editor may ask, answered by the React Flow that a selector finds. */
export function canvasView(
  flow: ReactFlowInstance<FlowNode, FlowEdge>,
  selector = ".react-flow",
): CanvasView {
  const at = (point: Point) => {
    const { x, y } = flow.screenToFlowPosition(point);
    return { x: x - NODE.width / 2, y: y - NODE.head / 2 };
  };
  const place = () => document.querySelector(selector)!.getBoundingClientRect();
  // A node that was just added is drawn in one of the next frames.
  const focus = (node: string, frames = 10) => {
    const found = document.querySelector<HTMLElement>(
      `${selector} .react-flow__node[data-id="${node}"]`,
    );
    found?.focus();
    if (document.activeElement === found && found || frames === 0) return;
    requestAnimationFrame(() => focus(node, frames - 1));
  };
  return {
    at,
    center() {
      const { left, top, width, height } = place();
      return at({ x: left + width / 2, y: top + height / 2 });
    },
    pan(x, y) {
      const viewport = flow.getViewport();
      void flow.setViewport({ ...viewport, x: viewport.x + x, y: viewport.y + y });
    },
    fit() {
      const { width, height } = place();
      void flow.setViewport(viewportOf(flow.getNodes().map(boxOf), { width, height }));
    },
    zoomIn: () => void flow.zoomIn(),
    zoomOut: () => void flow.zoomOut(),
    zoomReset: () => void flow.zoomTo(1),
    reveal(node) {
      const found = flow.getNode(node);
      if (!found) return;
      const { x, y, width, height } = boxOf(found);
      const zoom = Math.max(flow.getZoom(), 0.6);
      void flow.setCenter(x + width / 2, y + height / 2, { zoom });
    },
    focus: (node) => focus(node),
  };
}
