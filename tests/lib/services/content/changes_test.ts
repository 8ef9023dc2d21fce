import assert from "node:assert/strict";
import { createLastChanges } from "../../../../lib/services/content/changes.ts";
import type { Snapshot } from "../../../../lib/services/content/head.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { Store } from "../../../../lib/stores/store.ts";

interface History {
  readonly store: Store;
  /** Commits a file; each commit is a second later than the one before. */
  commit(path: string, content: string | undefined, by: string): Promise<string>;
  /** How many commits were read. */
  readonly read: { commits: number };
}

function history(): History {
  let time = 0;
  const store = createMemoryStore({ now: () => time += 1000 });
  const read = { commits: 0 };
  return {
    read,
    store: {
      ...store,
      async history(commit, limit) {
        const entries = await store.history(commit, limit);
        read.commits += entries.length;
        return entries;
      },
    },
    commit: async (path, content, by) =>
      await store.commit({
        branch: "main",
        base: await store.head("main"),
        files: [content === undefined ? { path, remove: true } : { path, content }],
        message: "Change",
        author: { name: by, email: "x@example.com" },
      }),
  };
}

function at(commit: string): Snapshot {
  return { commit } as Snapshot;
}

Deno.test("each file is explained by the last commit that changed it", async () => {
  const { store, commit } = history();
  await commit("workflows/a.yaml", "1", "Ada");
  await commit("workflows/b.yaml", "1", "Bob");
  await commit("workflows/a.yaml", "2", "Cy");
  await commit("workflows/a.yaml", "1", "Dee");
  await commit("workflows/c.yaml", "1", "Eve");
  await commit("workflows/c.yaml", undefined, "Eve");
  const head = await commit("environments/e.yaml", "1", "Fay");
  const changes = await createLastChanges(store, "workflows")(at(head));
  assert.deepEqual([...changes].sort(), [
    ["workflows/a.yaml", { at: "1970-01-01T00:00:04.000Z", by: "Dee" }],
    ["workflows/b.yaml", { at: "1970-01-01T00:00:02.000Z", by: "Bob" }],
  ]);
});

Deno.test("what is known of an older head is not read again", async () => {
  const { store, commit, read } = history();
  for (let index = 0; index < 50; index++) {
    await commit(`workflows/f${index}.yaml`, "1", `person ${index}`);
  }
  const lastChanges = createLastChanges(store, "workflows");
  await lastChanges(at((await store.head("main"))!));
  read.commits = 0;
  const head = await commit("workflows/f7.yaml", "2", "Ada");
  const changes = await lastChanges(at(head));
  assert.equal(changes.size, 50);
  assert.equal(changes.get("workflows/f7.yaml")!.by, "Ada");
  assert.equal(changes.get("workflows/f0.yaml")!.by, "person 0");
  assert.ok(read.commits <= 17, `${read.commits} commits were read`);
  assert.deepEqual(changes, await createLastChanges(store, "workflows")(at(head)));
});

Deno.test("a history that was rewritten is read anew", async () => {
  const { store, commit } = history();
  await commit("workflows/a.yaml", "1", "Ada");
  const lastChanges = createLastChanges(store, "workflows");
  await lastChanges(at((await store.head("main"))!));
  const other = await store.commit({
    branch: "other",
    base: undefined,
    files: [{ path: "workflows/b.yaml", content: "1" }],
    message: "Begin again",
    author: { name: "Bob", email: "x@example.com" },
  });
  assert.deepEqual([...await lastChanges(at(other))].map(([path, { by }]) => [path, by]), [
    ["workflows/b.yaml", "Bob"],
  ]);
});

Deno.test("a history that was cut off ends where it was cut", async () => {
  const { store, commit } = history();
  await commit("workflows/old.yaml", "1", "Ada");
  for (let index = 0; index < 20; index++) await commit("workflows/new.yaml", `${index}`, "Bob");
  const head = (await store.head("main"))!;
  for (const length of [1, 15, 16, 17, 20]) {
    const kept = (await store.history(head, length)).map(({ id }) => id);
    const shallow: Store = {
      ...store,
      async history(from, limit) {
        assert.ok(kept.includes(from), "what is cut off was asked for");
        return (await store.history(from, limit)).filter(({ id }) => kept.includes(id));
      },
    };
    const changes = await createLastChanges(shallow, "workflows")(at(head));
    assert.equal(changes.get("workflows/old.yaml")!.by, "", `${length}`);
  }
});

Deno.test("past 500 commits nobody is named", async () => {
  const { store, commit, read } = history();
  await commit("workflows/old.yaml", "1", "Ada");
  for (let index = 0; index < 505; index++) {
    await commit("workflows/new.yaml", `${index}`, "Bob");
  }
  const head = (await store.head("main"))!;
  const changes = await createLastChanges(store, "workflows")(at(head));
  assert.equal(changes.get("workflows/new.yaml")!.by, "Bob");
  assert.deepEqual(changes.get("workflows/old.yaml"), { at: "1970-01-01T00:00:07.000Z", by: "" });
  assert.ok(read.commits < 520, `${read.commits} commits were read`);
});
