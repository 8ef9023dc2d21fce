import assert from "node:assert/strict";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";
import { retry } from "../../../lib/state/retry.ts";
import { transact } from "../../../lib/state/transact.ts";

Deno.test("transact() decides again when somebody was faster", async () => {
  const keyValue = createMemoryKeyValue();
  let decisions = 0;
  const answer = await transact(keyValue, async () => {
    const found = await keyValue.get<number>(["a"]);
    if (decisions++ < 3) await keyValue.commit({ sets: [{ key: ["a"], value: decisions }] });
    const checks = [{ key: ["a"], version: found?.version ?? null }];
    return { transaction: { checks, sets: [{ key: ["a"], value: "mine" }] }, answer: found?.value };
  });
  assert.deepEqual([answer, decisions], [3, 4]);
  assert.equal((await keyValue.get(["a"]))?.value, "mine");
});

Deno.test("transact() writes nothing where nothing is to be written", async () => {
  const keyValue = createMemoryKeyValue();
  assert.equal(await transact(keyValue, () => Promise.resolve({ answer: 1 })), 1);
  assert.deepEqual(await keyValue.list([]), []);
});

Deno.test("retry() gives up in the end, and passes errors on at once", async () => {
  const never = retry(() => Promise.resolve(undefined), 50);
  await assert.rejects(never, { name: "AppError", code: "store_busy" });
  await assert.rejects(retry(() => Promise.reject(new Error("no"))), { message: "no" });
});

Deno.test("transact() lets one after the other work, also after a failure", async () => {
  const [keyValue, seen] = [createMemoryKeyValue(), [] as string[]];
  const work = (name: string) =>
    transact(keyValue, async () => {
      seen.push(`${name} begins`);
      await keyValue.get(["a"]);
      if (name === "b") throw new Error("no");
      seen.push(`${name} ends`);
      return { answer: name };
    });
  const done = await Promise.allSettled(["a", "b", "c"].map(work));
  assert.deepEqual(done.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual(seen, ["a begins", "a ends", "b begins", "c begins", "c ends"]);
});

Deno.test("whoever waits for others of its process is not more patient", async () => {
  const stuck = { ...createMemoryKeyValue(), commit: () => Promise.resolve(false) };
  const decide = () => Promise.resolve({ transaction: {}, answer: 1 });
  const begin = performance.now();
  const all = await Promise.allSettled([1, 2, 3, 4, 5].map(() => transact(stuck, decide, 300)));
  const taken = performance.now() - begin;
  for (const one of all) assert.equal(one.status === "rejected" && one.reason.code, "store_busy");
  assert.ok(taken >= 300 && taken < 900, `${taken}`);
});
