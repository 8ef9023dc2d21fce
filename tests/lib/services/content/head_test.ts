import assert from "node:assert/strict";
import { createHead } from "../../../../lib/services/content/head.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { Store } from "../../../../lib/stores/store.ts";

const author = { name: "Ada", email: "ada@example.com" };

/** A store whose readings are counted, and can be held back. */
function counted() {
  const store = createMemoryStore();
  const counts = { head: 0, list: 0, read: 0 };
  const gate: { wait?: Promise<void> } = {};
  const counting: Store = {
    ...store,
    async head(branch) {
      counts.head++;
      const head = await store.head(branch);
      await gate.wait;
      return head;
    },
    list(commit, folder) {
      counts.list++;
      return store.list(commit, folder);
    },
    read(commit, path) {
      counts.read++;
      return store.read(commit, path);
    },
  };
  const push = async (content: string) =>
    await store.commit({
      branch: "main",
      base: await store.head("main"),
      files: [{ path: "workflows/a.yaml", content }],
      message: "Change",
      author,
    });
  return { store: counting, counts, gate, push };
}

const FILES = { message: "Change", author, trailers: {} };

Deno.test("the head is looked at once in 100 ms, and a file is read once", async () => {
  const { store, counts, push } = counted();
  await push("one");
  let time = 0;
  const head = createHead({ store, now: () => time });
  for (; time < 100; time++) {
    assert.equal(await (await head.recent()).read("workflows/a.yaml"), "one");
  }
  assert.deepEqual(counts, { head: 1, list: 1, read: 1 });
  await push("two");
  assert.equal(await (await head.recent()).read("workflows/a.yaml"), "two");
  assert.equal(counts.head, 2);
});

Deno.test("what is asked at the same time is read once", async () => {
  const { store, counts, push } = counted();
  await push("one");
  const head = createHead({ store, now: () => 0 });
  await Promise.all(Array.from({ length: 100 }, () => head.recent()));
  assert.equal(counts.head, 1);
});

Deno.test("a commit of our own is seen at once", async () => {
  const { store, push } = counted();
  await push("one");
  const head = createHead({ store, now: () => 0 });
  const before = await head.recent();
  const after = await head.commit(
    { ...FILES, files: [{ path: "workflows/a.yaml", content: "two" }] },
    before,
  );
  assert.equal(await after.read("workflows/a.yaml"), "two");
  assert.equal((await head.recent()).commit, after.commit);
  assert.equal(await before.read("workflows/a.yaml"), "one");
});

Deno.test("a look that began before a commit does not hide it", async () => {
  const { store, gate, push } = counted();
  await push("one");
  const head = createHead({ store, now: () => 0 });
  const drawnOn = await head.fresh();
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.wait = promise;
  const slow = head.fresh();
  const after = await head.commit(
    { ...FILES, files: [{ path: "workflows/a.yaml", content: "two" }] },
    drawnOn,
  );
  resolve();
  assert.equal((await slow).commit, drawnOn.commit);
  assert.equal((await head.recent()).commit, after.commit);
});

Deno.test("an answer that comes late does not replace a later one", async () => {
  const { store, gate, push } = counted();
  await push("one");
  const head = createHead({ store, now: () => 0 });
  const { promise, resolve } = Promise.withResolvers<void>();
  gate.wait = promise;
  const slow = head.fresh();
  // The look has begun and waits for its answer.
  await new Promise((done) => setTimeout(done));
  delete gate.wait;
  const commit = await push("two");
  assert.equal((await head.fresh()).commit, commit);
  resolve();
  assert.notEqual((await slow).commit, commit);
  assert.equal((await head.recent()).commit, commit);
});

Deno.test("a fresh look sees what others did, and the next plain look does too", async () => {
  const { store, push } = counted();
  await push("one");
  const head = createHead({ store, now: () => 0 });
  await head.recent();
  const commit = await push("two");
  assert.notEqual((await head.recent()).commit, commit);
  assert.equal((await head.fresh()).commit, commit);
  assert.equal((await head.recent()).commit, commit);
});

Deno.test("a store that did not answer is asked again", async () => {
  const { store, push } = counted();
  await push("one");
  let isDown = true;
  const shaky: Store = {
    ...store,
    head: (branch) => isDown ? Promise.reject(new Error("down")) : store.head(branch),
    list: (commit, folder) =>
      isDown ? Promise.reject(new Error("down")) : store.list(commit, folder),
    read: (commit, path) => isDown ? Promise.reject(new Error("down")) : store.read(commit, path),
  };
  const head = createHead({ store: shaky, now: () => 0 });
  await assert.rejects(head.recent());
  isDown = false;
  const snapshot = await head.recent();
  isDown = true;
  await assert.rejects(snapshot.read("workflows/a.yaml"));
  isDown = false;
  assert.equal(await snapshot.read("workflows/a.yaml"), "one");
});
