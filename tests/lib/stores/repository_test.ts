import assert from "node:assert/strict";
import { createMemoryStore, memoryObjects, memoryRefs } from "../../../lib/stores/memory.ts";
import type { Objects } from "../../../lib/stores/objects/objects.ts";
import { createRepository } from "../../../lib/stores/repository.ts";
import type { Store } from "../../../lib/stores/store.ts";
import { refuses } from "../../contracts/store_changes.ts";

const AUTHOR = { name: "Ada", email: "ada@example.com" };

Deno.test("commit() is never older than its parent", async () => {
  let now = 2_000_000;
  const store = createMemoryStore({ now: () => now });
  const first = await save(store, undefined);
  now = 1_000_000;
  const second = await save(store, first);
  now = 3_000_999;
  const third = await save(store, second);
  const times = (await store.history(third, 3)).map(({ time }) => time);
  assert.deepEqual(times, [3000, 2000, 2000]);
});

Deno.test("commit() writes an author who tries to break the line", async () => {
  const store = createMemoryStore();
  const authors = [
    { name: "Eve <root@x>\nparent 1", email: "e>\ncommitter <x" },
    { name: "", email: "" },
    { name: " .,<>\0 ", email: "a b" },
  ];
  let base: string | undefined;
  for (const author of authors) base = await save(store, base, { author });
  const written = (await store.history(base!, 3)).map(({ author, parents }) => ({
    ...author,
    parents: parents.length,
  }));
  assert.deepEqual(written, [
    { name: "unknown", email: "a b", parents: 1 },
    { name: "unknown", email: "unknown", parents: 1 },
    { name: "Eve root@x parent 1", email: "e committer x", parents: 0 },
  ]);
});

Deno.test("commit() refuses a trailer's key that is none", async () => {
  for (const key of ["", "A b", "A:", "A\nB", "é", "skip-checks "]) {
    await refuses(
      "invalid_input",
      save(createMemoryStore(), undefined, { trailers: { [key]: "x" } }),
      key,
    );
  }
});

Deno.test("commit() costs reads by depth and width, not by the number of files", async () => {
  const reads: string[] = [];
  const objects = counted(memoryObjects(), reads);
  const refs = memoryRefs("main");
  const options = { objects, refs, now: Date.now, lockWait: 0 };
  const files = Array.from(
    { length: 300 },
    (_, index) => ({ path: `w${index}/x/y`, content: "x" }),
  );
  const branch = "deploy/dev";
  const change = { branch, base: undefined, files, message: "x", author: AUTHOR };
  const base = await createRepository(options).commit(change);
  const cold = createRepository(options);
  reads.length = 0;
  await cold.commit({ ...change, base, files: [{ path: "w7/x/y", content: "y" }] });
  // The commit, the root and two folders; the parent's time comes from the cache.
  assert.equal(reads.length, 4);
});

Deno.test("resolve() refuses the beginning of several commits' ids", async () => {
  const store = createMemoryStore({ now: () => 0 });
  const ids = new Map<string, string>();
  for (let index = 0; index < 2000; index++) {
    const id = await store.commit({
      branch: `b${index}`,
      base: undefined,
      files: [],
      message: `${index}`,
      author: AUTHOR,
    });
    const start = id.slice(0, 4);
    if (ids.has(start)) return void await refuses("invalid_input", store.resolve(start));
    ids.set(start, id);
  }
  assert.fail("no two ids began alike");
});

function counted(objects: Objects, reads: string[]): Objects {
  return {
    ...objects,
    read(id) {
      reads.push(id);
      return objects.read(id);
    },
  };
}

function save(store: Store, base: string | undefined, more = {}): Promise<string> {
  const files = [{ path: "workflows/a.yaml", content: "x" }];
  return store.commit({ branch: "main", base, files, message: "Save", author: AUTHOR, ...more });
}
