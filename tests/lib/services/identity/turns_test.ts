import assert from "node:assert/strict";
import { createTurns } from "../../../../lib/services/identity/turns.ts";

Deno.test("run() has so many tasks at once and no more, in the order they came", async () => {
  const turns = createTurns({ running: 2, waiting: 20 });
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(Array.from({ length: 20 }, (_, index) =>
    turns.run(async () => {
      begun.push(index);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
    })));
  assert.equal(most, 2);
  assert.deepEqual(begun, Array.from({ length: 20 }, (_, index) => index));
});

Deno.test("run() refuses whom it has no room for, and says when to come back", async () => {
  const turns = createTurns({ running: 1, waiting: 1 });
  const done = Promise.withResolvers<void>();
  const first = turns.run(() => done.promise);
  const second = turns.run(() => Promise.resolve("second"));
  assert.throws(turns.expectRoom, { code: "rate_limited" });
  await assert.rejects(turns.run(() => Promise.resolve()), {
    code: "rate_limited",
    details: { retryAfter: 5 },
  });
  done.resolve();
  await first;
  assert.equal(await second, "second");
  turns.expectRoom();
});

Deno.test("run() gives the place of a task that failed to the next", async () => {
  const turns = createTurns({ running: 1, waiting: 1 });
  await assert.rejects(turns.run(() => Promise.reject(new Error("no"))), /no/);
  assert.equal(await turns.run(() => Promise.resolve(1)), 1);
});
