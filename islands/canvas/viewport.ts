import type { Size } from "../editor/canvas_view.ts";

/** What is seen of the canvas: how far it is moved, in pixels, and how large it is. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

/** A part of the canvas. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** How small and how large the canvas can be shown. */
export const ZOOM = { least: 0.1, most: 2 } as const;

/** The part of the screen that stays free around what is shown, on each side. */
const MARGIN = 0.09;

/** Below this nobody can read a node. */
const READABLE = 0.3;

/** What a person sees first: everything, or of too much the beginning, large enough to read. */
export function firstViewport(boxes: readonly Box[], screen: Size): Viewport {
  const whole = viewportOf(boxes, screen);
  if (whole.zoom >= READABLE) return whole;
  const { x, y } = aroundAll(boxes);
  const zoom = 0.6;
  return { x: 40 - x * zoom, y: 40 - y * zoom, zoom };
}

/** Everything in the middle of the screen, no larger than it is. */
export function viewportOf(boxes: readonly Box[], screen: Size): Viewport {
  const { x, y, width, height } = aroundAll(boxes);
  const fitting = (1 - 2 * MARGIN) * Math.min(screen.width / width, screen.height / height);
  const zoom = Math.min(1, Math.max(ZOOM.least, fitting));
  return {
    x: screen.width / 2 - (x + width / 2) * zoom,
    y: screen.height / 2 - (y + height / 2) * zoom,
    zoom,
  };
}

/** The share of boxes of which something is seen, from 0 to 1. */
export function seenShare(
  boxes: readonly Box[],
  { x: left, y: top, zoom }: Viewport,
  screen: Size,
): number {
  const seen = boxes.filter(({ x, y, width, height }) =>
    x * zoom + left < screen.width && (x + width) * zoom + left > 0 &&
    y * zoom + top < screen.height && (y + height) * zoom + top > 0
  );
  return boxes.length === 0 ? 1 : seen.length / boxes.length;
}

/** The smallest part that holds all. */
export function aroundAll(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  const left = Math.min(...boxes.map(({ x }) => x));
  const top = Math.min(...boxes.map(({ y }) => y));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
