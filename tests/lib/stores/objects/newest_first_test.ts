import assert from "node:assert/strict";
import fc from "fast-check";
import { createNewestFirst } from "../../../../lib/stores/objects/newest_first.ts";

Deno.test("pop() gives the newest, and of one time the one that came first", () => {
  const steps = fc.array(fc.option(fc.nat(5), { nil: undefined }), { maxLength: 200 });
  fc.assert(fc.property(steps, (all) => {
    const queue = createNewestFirst<{ time: number; turn: number }>();
    const model: { time: number; turn: number }[] = [];
    for (const [turn, time] of all.entries()) {
      if (time !== undefined) {
        queue.push({ time, turn });
        model.push({ time, turn });
        continue;
      }
      model.sort((a, b) => b.time - a.time || a.turn - b.turn);
      assert.deepEqual(queue.pop(), model.shift());
    }
  }));
});
