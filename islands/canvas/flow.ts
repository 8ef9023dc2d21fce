import type { Edge, Node } from "@xyflow/react";
import type { NodeState } from "../../lib/model/deployment.ts";
import type { Mark } from "./mark.ts";

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
  /** What a comparison, or a save that collided, says about it. */
  readonly marks: readonly Mark[];
  /** How it stands in the newest deployment. */
  readonly state: NodeState | undefined;
}

/** What the drawing of a note shows. */
export interface NoteData extends Record<string, unknown> {
  readonly text: string;
  readonly color: string | undefined;
  readonly marks: readonly Mark[];
}

/** A node of the canvas. */
export type FlowNode =
  | Node<NodeData, "component">
  | Node<NoteData, "note">
  | Node<Record<string, never>, "place">;

/** A connection of the canvas. */
export type FlowEdge = Edge;
