import { NODE_PARTS } from "../../lib/model/node_size.ts";

/** What the editor asks of the canvas; it says in canvas units where things are. */
export interface CanvasView {
  /** Where a node stands whose middle is at a point of the screen. */
  at(screen: Point): Point;
  /** Where a node stands that is in the middle of what is seen. */
  center(): Point;
  /** Moves what is seen, in pixels. */
  pan(x: number, y: number): void;
  /** Shows everything. */
  fit(): void;
  zoomIn(): void;
  zoomOut(): void;
  /** Shows in natural size. */
  zoomReset(): void;
  /** Brings a node into view. */
  reveal(node: string): void;
  /** Puts the keyboard on a node. */
  focus(node: string): void;
}

/** A place on the canvas. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How large something is. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The distance of the grid that nodes stand on. */
export const GRID = 20;

/** The nearest place on the grid. */
export function snapped({ x, y }: Point): Point {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

export { NODE_PARTS as NODE };
