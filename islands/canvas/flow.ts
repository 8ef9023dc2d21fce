import type { Edge, Node } from "@xyflow/react";
import type { NodeState } from "../../lib/model/deployment.ts";

/** A port as a node shows it. */
export interface PortView {
  readonly id: string;
  readonly type: string;
  readonly title: string;
}

/** What the drawing of a node shows. */
export interface NodeData extends Record<string, unknown> {
  readonly title: string;
  readonly component: string;
  readonly componentTitle: string;
  readonly inputs: readonly PortView[];
  readonly outputs: readonly PortView[];
  readonly errors: number;
  readonly warnings: number;
  readonly color: string | undefined;
  /** How it stands in the newest deployment. */
  readonly state: NodeState | undefined;
}

/** What the drawing of a note shows. */
export interface NoteData extends Record<string, unknown> {
  readonly text: string;
  readonly color: string | undefined;
}

/** A node of the canvas. */
export type FlowNode = Node<NodeData, "component"> | Node<NoteData, "note">;

/** A connection of the canvas. */
export type FlowEdge = Edge;
