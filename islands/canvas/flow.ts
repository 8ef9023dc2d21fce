import type { Edge, Node } from "@xyflow/react";
import type { NodeState } from "../../lib/model/deployment.ts";
import type { Point } from "../editor/canvas_view.ts";
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

/** What the drawing of a group shows. */
export interface GroupData extends Record<string, unknown> {
  readonly title: string;
  readonly component: string;
  readonly isFolded: boolean;
  /** What stands directly in it and is drawn. */
  readonly members: readonly string[];
  /** Where everything in it stands, groups left out, and where its box did then. */
  readonly places: ReadonlyMap<string, Point>;
  readonly origin: Point;
  readonly errors: number;
  readonly warnings: number;
  readonly color: string | undefined;
  readonly marks: readonly Mark[];
  /** Folds it up or opens it; missing where nobody may. */
  readonly fold: ((group: string) => void) | undefined;
}

/** A node of the canvas. */
export type FlowNode =
  | Node<GroupData, "frame">
  | Node<NodeData, "component">
  | Node<NoteData, "note">
  | Node<Record<string, never>, "place">;

/** A connection of the canvas. */
export type FlowEdge = Edge;
