import assert from "node:assert/strict";
import { seedRepository } from "../../../lib/services/seeding.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";

Deno.test("seedRepository() gives an empty repository what init writes", async () => {
  const store = createMemoryStore();
  await seedRepository(store);
  const head = await store.head("main");
  const paths = (await store.list(head!, "")).map(({ path }) => path);
  assert.ok(paths.includes("workflows/hello.yaml"));
  assert.ok(paths.includes("environments/local.yaml"));
});

Deno.test("seedRepository() leaves a repository with a commit as it is", async () => {
  const store = createMemoryStore();
  await seedRepository(store);
  const head = await store.head("main");
  await seedRepository(store);
  assert.equal(await store.head("main"), head);
});

Deno.test("seedRepository() twice at once makes one commit", async () => {
  const store = createMemoryStore();
  await Promise.all([seedRepository(store), seedRepository(store)]);
  assert.equal((await store.history((await store.head("main"))!, 10)).length, 1);
});
