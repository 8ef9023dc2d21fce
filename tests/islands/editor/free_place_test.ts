import assert from "node:assert/strict";
import type { Point } from "../../../islands/editor/canvas_view.ts";
import { freePlace } from "../../../islands/editor/free_place.ts";

Deno.test("a free point is taken as it is", () => {
  assert.equal(freePlace({ x: 7, y: 9 }, []).x, 7);
});

Deno.test("below or beside comes before above", () => {
  const { x, y } = freePlace({ x: 0, y: 0 }, [{ x: 0, y: 0 }]);
  assert.deepEqual([x, y], [0, 140]);
});

Deno.test("many nodes added one after the other cover none", () => {
  const taken: Point[] = [];
  for (let count = 0; count < 60; count++) {
    const { x, y } = freePlace({ x: 0, y: 0 }, taken);
    for (const other of taken) {
      assert.ok(Math.abs(other.x - x) >= 260 || Math.abs(other.y - y) >= 140);
    }
    taken.push({ x, y });
  }
});

Deno.test("where everything is full the point itself is taken", () => {
  const full = Array.from({ length: 60 * 60 }, (_, index) => ({
    x: (index % 60 - 30) * 100,
    y: (Math.floor(index / 60) - 30) * 60,
  }));
  assert.deepEqual(freePlace({ x: 0, y: 0 }, full), { x: 0, y: 0 });
});
