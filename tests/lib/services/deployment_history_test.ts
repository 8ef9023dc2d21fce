import assert from "node:assert/strict";
import { createDeploymentHistory } from "../../../lib/services/deployment_history.ts";
import { createMemoryStore } from "../../../lib/stores/memory.ts";
import type { Store } from "../../../lib/stores/store.ts";

const ada = { name: "Ada", email: "ada@example.com" };

/** A commit as a deployment makes it. */
async function deployed(
  store: Store,
  id: string,
  { branch = "deploy/dev", environment = "dev" } = {},
): Promise<string> {
  return await store.commit({
    branch,
    base: await store.head(branch),
    files: [{ path: "shop/report.json", content: id }],
    message: `deploy(${environment}): shop\n\nDeployment: forged`,
    trailers: {
      "Source-Commit": "abc",
      "Workflow": "shop",
      "Environment": environment,
      "Deployment": id,
      "Actor": "ada",
    },
    author: ada,
  });
}

Deno.test("list() reads what trailers say, on every branch of an environment", async () => {
  const store = createMemoryStore({ now: () => 1_700_000_000_000 });
  const history = createDeploymentHistory(store);
  assert.deepEqual(await history.list(), []);
  const commit = await deployed(store, "d1");
  await deployed(store, "d2", { branch: "deploy/prod", environment: "prod" });
  await store.commit({ branch: "main", base: undefined, files: [], message: "x", author: ada });
  const all = await history.list();
  assert.deepEqual(all.map(({ id }) => id).sort(), ["d1", "d2"]);
  assert.deepEqual(all.find(({ id }) => id === "d1"), {
    id: "d1",
    workflow: "shop",
    environment: "dev",
    commit,
    source: "abc",
    actor: "ada",
    createdAt: "2023-11-14T22:13:20.000Z",
  });
});

Deno.test("list() leaves out what a branch took over from that of another environment", async () => {
  const store = createMemoryStore();
  await deployed(store, "d1", { environment: "prod" });
  await deployed(store, "d2");
  const all = await createDeploymentHistory(store).list();
  assert.deepEqual(all.map(({ id }) => id), ["d2"]);
});

Deno.test("list() sees a branch grow by a little and by a lot, and be made anew", async () => {
  const store = createMemoryStore();
  let moved: Store = store;
  const history = createDeploymentHistory({
    ...store,
    branches: () => moved.branches(),
    head: (branch) => moved.head(branch),
    history: (commit, limit) => moved.history(commit, limit),
  });
  const ids = async () => (await history.list()).map(({ id }) => id);
  await deployed(store, "d1");
  assert.deepEqual(await ids(), ["d1"]);
  await deployed(store, "d2");
  assert.deepEqual(await ids(), ["d2", "d1"]);
  for (let count = 3; count < 40; count++) await deployed(store, `d${count}`);
  assert.deepEqual(await ids(), Array.from({ length: 39 }, (_, at) => `d${39 - at}`));
  moved = createMemoryStore();
  await deployed(moved, "e1");
  assert.deepEqual(await ids(), ["e1"]);
});

Deno.test("outcome() reads a note that came later, and none that is not of ours", async () => {
  const store = createMemoryStore();
  const history = createDeploymentHistory(store);
  const commit = await deployed(store, "d1");
  const committed = (await history.find("d1"))!;
  assert.equal(await history.outcome(committed), undefined);
  for (const text of ["no JSON", "null", "[]", '{"id":"d2","nodes":[]}', '{"id":"d1"}']) {
    await store.writeNote(commit, text, ada);
    assert.equal(await history.outcome(committed), undefined, text);
  }
  const outcome = { ...committed, state: "healthy", nodes: [] };
  await store.writeNote(commit, JSON.stringify(outcome), ada);
  assert.equal((await history.outcome(committed))?.state, "healthy");
  assert.equal(await history.find("d2"), undefined);
});
