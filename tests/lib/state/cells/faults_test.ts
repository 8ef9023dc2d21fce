import assert from "node:assert/strict";
import { withPatience } from "../../../../lib/state/cells/faults.ts";

Deno.test("a locked database is tried again until it answers", async () => {
  let attempts = 0;
  const answer = await withPatience(() => {
    attempts++;
    if (attempts < 6) return Promise.reject(new TypeError("database is locked"));
    return Promise.resolve("done");
  });
  assert.deepEqual([answer, attempts], ["done", 6]);
});

Deno.test("a database that stays locked is busy in the end", async () => {
  const begin = performance.now();
  const locked = () => Promise.reject(new TypeError("database is locked"));
  await assert.rejects(withPatience(locked, 200), { name: "AppError", code: "store_busy" });
  const taken = performance.now() - begin;
  assert.ok(taken >= 200 && taken < 1_000, `${taken}`);
});

for (
  const [message, code] of [
    ["Database is closed.", "shutting_down"],
    ["database or disk is full", "storage_full"],
    ["No space left on device (os error 28)", "storage_full"],
    ["database disk image is malformed", "store_corrupt"],
    ["file is not a database", "store_corrupt"],
    ["disk I/O error", "store_corrupt"],
    ["unable to open database file: /x", "configuration"],
    ["attempt to write a readonly database", "configuration"],
  ]
) {
  Deno.test(`"${message}" is ${code}`, async () => {
    const cause = new Error(message);
    const rejected = assert.rejects(withPatience(() => Promise.reject(cause)), (error: Error) => {
      assert.deepEqual([error.name, (error as { code?: string }).code], ["AppError", code]);
      assert.equal(error.cause, cause);
      assert.doesNotMatch(error.message, /\/x/);
      return true;
    });
    await rejected;
  });
}

Deno.test("a fault that nobody knows stays as it is", async () => {
  const fault = new Error("never seen");
  await assert.rejects(withPatience(() => Promise.reject(fault)), fault);
});
