import assert from "node:assert/strict";
import { firstViewport, seenShare, viewportOf, ZOOM } from "../../../islands/canvas/viewport.ts";

const SCREEN = { width: 1000, height: 600 };

Deno.test("a few nodes stand in the middle, no larger than they are", () => {
  const box = { x: 100, y: 100, width: 200, height: 100 };
  assert.deepEqual(viewportOf([box], SCREEN), { x: 300, y: 150, zoom: 1 });
});

Deno.test("everything is seen, with room around it", () => {
  const boxes = [
    { x: -500, y: 0, width: 200, height: 100 },
    { x: 1500, y: 900, width: 200, height: 100 },
  ];
  const { x, y, zoom } = viewportOf(boxes, SCREEN);
  for (const box of boxes) {
    assert.ok(box.x * zoom + x > 0 && (box.x + box.width) * zoom + x < SCREEN.width);
    assert.ok(box.y * zoom + y > 0 && (box.y + box.height) * zoom + y < SCREEN.height);
  }
  assert.deepEqual(firstViewport(boxes, SCREEN), { x, y, zoom });
});

Deno.test("of too much the beginning is seen first, large enough to read", () => {
  const boxes = [
    { x: -200, y: 40, width: 200, height: 100 },
    { x: 20_000, y: 0, width: 200, height: 100 },
  ];
  const { x, y, zoom } = firstViewport(boxes, SCREEN);
  assert.equal(zoom, 0.6);
  assert.deepEqual([x + -200 * zoom, y + 0 * zoom], [40, 40]);
  assert.equal(viewportOf(boxes, SCREEN).zoom, ZOOM.least);
});

Deno.test("nothing is seen in natural size", () => {
  assert.equal(firstViewport([], SCREEN).zoom, 1);
});

Deno.test("seenShare() counts what is seen in part, and not what only touches the edge", () => {
  const box = (x: number, y: number) => ({ x, y, width: 100, height: 100 });
  const boxes = [box(0, 0), box(1950, 0), box(2000, 0), box(-100, 0), box(0, 1199), box(0, 1200)];
  assert.equal(seenShare(boxes, { x: 0, y: 0, zoom: 0.5 }, SCREEN), 3 / 6);
  assert.equal(seenShare(boxes, { x: 1, y: 0, zoom: 0.5 }, SCREEN), 4 / 6);
  assert.equal(seenShare([], { x: 0, y: 0, zoom: 1 }, SCREEN), 1);
});
