import { NODE, type Point } from "./canvas_view.ts";

/** How much room a node takes with the gap around it. */
const ROOM = { width: NODE.width + 40, height: 140 };

/** How many rings around a point are tried. */
const RINGS = 12;

/** The nearest place to a point where a node covers no other. */
export function freePlace(near: Point, taken: readonly Point[]): Point {
  for (let ring = 0; ring <= RINGS; ring++) {
    const found = ringAround(near, ring).find((place) =>
      !taken.some((other) => touch(place, other))
    );
    if (found) return found;
  }
  return near;
}

/** The places of a ring, those below and beside before those above. */
function ringAround({ x, y }: Point, ring: number): Point[] {
  const steps = Array.from({ length: 2 * ring + 1 }, (_, index) => index - ring);
  const places = steps.flatMap((right) =>
    steps.filter((down) => Math.max(Math.abs(right), Math.abs(down)) === ring)
      .map((down) => ({
        x: x + right * ROOM.width / 2,
        y: y + down * ROOM.height / 2,
        right,
        down,
      }))
  );
  return places.sort((a, b) => distance(a) - distance(b) || b.down - a.down);
}

function distance({ right, down }: { readonly right: number; readonly down: number }): number {
  return Math.hypot(right * ROOM.width, down * ROOM.height);
}

function touch(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < ROOM.width && Math.abs(one.y - other.y) < ROOM.height;
}
