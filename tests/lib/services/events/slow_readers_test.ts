import assert from "node:assert/strict";
import { about, follower, openEvents } from "./following.ts";

const { signal } = new AbortController();
const text = "x".repeat(4000);

/** The time within which 95 of 100 were heard. */
function p95(delays: number[]): number {
  return delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.95)]!;
}

/** The least of some rounds: a machine that others use is slow at times. */
async function leastOf(
  rounds: number,
  round: () => Promise<number>,
  goal: number,
): Promise<number> {
  let least = Infinity;
  while (rounds-- > 0 && least >= goal) least = Math.min(least, await round());
  return least;
}

/** Tells 1,000 events of 4 kB to 100 who read and 100 who do not; answers how late they come. */
async function burstBesideStalled(): Promise<number> {
  const { events } = openEvents();
  const open = () => follower(events.follow({ filter: {}, signal }));
  const stalled = Array.from({ length: 100 }, open);
  const reading = Array.from({ length: 100 }, open);
  for (const reader of [...stalled, ...reading]) await reader.bytes();
  const sent: number[] = [];
  const delays: number[] = [];
  const done = reading.map(async (reader) => {
    for (let count = 0; count < 1000; count++) {
      await reader.bytes();
      delays.push(performance.now() - sent[count]!);
    }
  });
  for (let count = 0; count < 1000; count++) {
    sent.push(performance.now());
    await events.publish("log", about("shop", { text }));
  }
  await Promise.all(done);
  assert.deepEqual([events.dropped, events.readers], [100, 100]);
  // What a stalled one never took is not kept for it.
  assert.equal(await stalled[0]!.next(), undefined);
  await events.close();
  return p95(delays);
}

Deno.test("a reader that reads nothing is cut off at 1 MiB, and the others get all in time", async () => {
  assert.ok(await leastOf(5, burstBesideStalled, 300) < 300);
});

Deno.test("a reader that reads little keeps its place below 1 MiB", async () => {
  const { events } = openEvents();
  const reader = follower(events.follow({ filter: {}, signal }));
  await reader.bytes();
  for (let count = 0; count < 250; count++) await events.publish("log", about("shop", { text }));
  assert.equal(events.dropped, 0);
  assert.equal((await reader.take(250)).length, 250);
  await events.close();
});

Deno.test("a burst of 4 MB in one moment cuts off nobody who reads", async () => {
  const { events } = openEvents();
  const readers = Array.from({ length: 20 }, () => follower(events.follow({ filter: {}, signal })));
  const done = readers.map(async (reader) => {
    const seen: (number | undefined)[] = [];
    while (seen.length < 1000) {
      const one = await reader.next();
      if (!one) break;
      seen.push(one.id);
      // A network takes its time.
      if (seen.length % 100 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return seen;
  });
  const burst = Array.from(
    { length: 1000 },
    () => events.publish("log", about("shop", { text })),
  );
  await Promise.all(burst);
  const all = Array.from({ length: 1000 }, (_, at) => at + 1);
  for (const seen of await Promise.all(done)) assert.deepEqual(seen, all);
  assert.equal(events.dropped, 0);
  assert.equal(events.encoded, 1000);
  await events.close();
});

Deno.test("a burst by another process cuts off nobody who reads", async () => {
  const { state, events } = openEvents({ pollInterval: 2 });
  const reader = follower(events.follow({ filter: {}, signal }));
  await events.publish("log", about("first"));
  assert.equal((await reader.next())?.id, 1);
  await state.events.append(
    Array.from({ length: 1000 }, () => ({ type: "log" as const, data: about("shop", { text }) })),
  );
  const ids: (number | undefined)[] = [];
  while (ids.length < 1000) ids.push((await reader.next())!.id);
  assert.deepEqual(ids, Array.from({ length: 1000 }, (_, at) => at + 2));
  assert.equal(events.dropped, 0);
  await events.close();
});

Deno.test("1,000 readers hear an event within 100 ms, encoded once", async () => {
  const { events } = openEvents();
  const readers = Array.from(
    { length: 1000 },
    () => follower(events.follow({ filter: {}, signal })),
  );
  await events.publish("log", about("first"));
  await Promise.all(readers.map((reader) => reader.next()));
  let rounds = 0;
  const least = await leastOf(10, async () => {
    rounds++;
    const start = performance.now();
    const delays: number[] = [];
    const heard = readers.map(async (reader) => {
      await reader.next();
      delays.push(performance.now() - start);
    });
    await events.publish("log", about("shop"));
    await Promise.all(heard);
    return p95(delays);
  }, 100);
  assert.ok(least < 100, `p95 ${least} ms`);
  assert.equal(events.encoded, 1 + rounds);
  await events.close();
});
