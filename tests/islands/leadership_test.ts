/// <reference lib="dom" />
import assert from "node:assert/strict";
import { createLeadership } from "../../islands/leadership.ts";

Deno.test("without locks everybody leads", () => {
  let led = 0;
  createLeadership("a", null).take(() => led++);
  assert.equal(led, 1);
});

Deno.test("the first leads until it leaves, then the next does", async () => {
  const locks = fakeLocks();
  const [first, second] = [createLeadership("a", locks), createLeadership("a", locks)];
  const led: string[] = [];
  first.take(() => led.push("first"));
  second.take(() => led.push("second"));
  assert.deepEqual(led, ["first"]);
  first.leave();
  await new Promise((done) => setTimeout(done, 0));
  assert.deepEqual(led, ["first", "second"]);
});

/** Locks of one name, as browsers have them. */
function fakeLocks(): LockManager {
  let last: Promise<unknown> | undefined;
  return {
    request(_: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>) {
      if (signal.aborted) return Promise.reject(signal.reason);
      last = last ? last.then(work) : work();
      return last;
    },
  } as unknown as LockManager;
}
