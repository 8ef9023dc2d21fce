import assert from "node:assert/strict";
import { createEvents } from "../../../../lib/services/events.ts";
import { about, openEvents, told } from "./following.ts";

const CUTS = 500;

/** A signal that nobody aborts. */
const NEVER = new AbortController().signal;

/** Numbers from 0 to 1 that a seed decides (Mulberry32). */
function randomFrom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A browser that is cut off after some bytes, in the middle of an event too, and keeps its last id. */
async function readSome(
  stream: ReadableStream<Uint8Array>,
  budget: number,
  isEnough: (id: number) => boolean,
): Promise<number[]> {
  const ids: number[] = [];
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of stream) {
    text += decoder.decode(bytes.subarray(0, budget), { stream: true });
    budget -= bytes.length;
    const blocks = text.split("\n\n");
    text = blocks.pop()!;
    for (const { id, event } of blocks.map(told)) {
      assert.notEqual(event, "reset");
      if (id !== undefined) ids.push(id);
    }
    if (budget <= 0 || (ids.length > 0 && isEnough(ids.at(-1)!))) break;
  }
  return ids;
}

function after(time: number, work: () => void): Promise<void> {
  return new Promise((resolve) => setTimeout(() => resolve(work()), time));
}

Deno.test("whoever is cut off anywhere and comes back by the last id gets every event once", async () => {
  const seed = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const random = randomFrom(seed);
  let { state, events } = openEvents({ pollInterval: 2 });
  // Somebody is always there: who comes back must fit in with those who hear live.
  const stay = () =>
    void readSome(events.follow({ filter: {}, signal: NEVER }), Infinity, () => false);
  stay();
  const other = createEvents({ state });
  const got: number[] = [];
  const published: Promise<void>[] = [];
  const late: Promise<void>[] = [];
  const publish = (count: number) => {
    for (let left = Math.floor(count); left > 0; left--) {
      const text = "x".repeat(random() * 400);
      published.push((random() < 0.2 ? other : events).publish("log", about("shop", { text })));
    }
  };
  for (let cut = 0; cut < CUTS; cut++) {
    if (cut % 50 === 49) {
      await events.close();
      events = createEvents({ state, pollInterval: 2 });
      stay();
    }
    publish(1 + random() * 12);
    const stream = events.follow({ after: got.at(-1) ?? 0, filter: {}, signal: NEVER });
    late.push(after(random() * 2, () => publish(random() * 6)));
    const isAll = (id: number) => id >= published.length;
    got.push(...await readSome(stream, 1 + random() * 3000, isAll));
  }
  await Promise.all(late);
  await Promise.all(published);
  if (got.at(-1) !== published.length) {
    const stream = events.follow({ after: got.at(-1)!, filter: {}, signal: NEVER });
    got.push(...await readSome(stream, Infinity, (id) => id === published.length));
  }
  await Promise.all([events.close(), other.close()]);
  const all = Array.from({ length: published.length }, (_, at) => at + 1);
  assert.ok(all.length > 1000);
  assert.deepEqual(got, all, `seed ${seed}`);
});
