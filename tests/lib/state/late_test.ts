import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createLateKeyValue } from "../../../lib/state/late.ts";
import { memory } from "../../../lib/state/memory.ts";
import { testKeyValue } from "../../contracts/key_value.ts";

testKeyValue("late", () => Promise.resolve(createLateKeyValue(() => memory.open({}))));

Deno.test("a late store is opened once, when it is first asked for something", async () => {
  let times = 0;
  const store = createLateKeyValue(() => {
    times++;
    return memory.open({});
  });
  assert.equal(times, 0);
  await Promise.all([store.get(["a"]), store.list(["a"]), store.commit({})]);
  assert.equal(times, 1);
});

Deno.test("a late store that cannot be opened says so each time, and closes in silence", async () => {
  const store = createLateKeyValue(() => Promise.reject(new Error("no disk")));
  await assert.rejects(store.get(["a"]), /no disk/);
  await assert.rejects(store.list(["a"]), /no disk/);
  store.close();
  await Promise.resolve();
});

Deno.test("a late store that is closed is opened no more", async () => {
  const store = createLateKeyValue(() => Promise.reject(new Error("it was opened")));
  store.close();
  await assert.rejects(
    store.get(["a"]),
    (error) => error instanceof AppError && error.code === "shutting_down",
  );
});
