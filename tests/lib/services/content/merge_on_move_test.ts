import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { Operation } from "../../../../lib/model/operation.ts";
import { createMemoryStore } from "../../../../lib/stores/memory.ts";
import type { FileChange, Store } from "../../../../lib/stores/store.ts";
import { FILE, PAIR, replicas } from "../drafts/desk.ts";
import { ada, countCommits, type House, houseOn, textOf } from "./house.ts";

/** Runs something right before a commit, once. */
function interrupted(store: Store, before: () => Promise<unknown>): Store {
  let isDone = false;
  return {
    ...store,
    async commit(change) {
      if (!isDone) await (isDone = true, before());
      return await store.commit(change);
    },
  };
}

/** A house where somebody commits between the reading and the commit of the next save. */
async function raced(
  theirs: FileChange,
): Promise<House & { readonly etag: string }> {
  const store = createMemoryStore();
  const { push } = await houseOn(store);
  await push({ path: FILE, content: PAIR });
  const house = await houseOn(interrupted(store, () => push(theirs)));
  return { ...house, etag: (await house.workflows.read("pair")).etag };
}

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(() => undefined, (error) => error);
  assert.ok(error instanceof AppError, `it was not refused: ${error}`);
  return error;
}

Deno.test("a patch whose file moves before its commit is merged when nothing collides", async () => {
  const theirs = PAIR.replace("The API", "Their API");
  const { workflows, etag, store, news } = await raced({ path: FILE, content: theirs });
  const saved = await workflows.patch("pair", { operations: [replicas(3)] }, etag, ada);
  assert.equal(saved.text, theirs.replace("replicas: 1 ", "replicas: 3 "));
  const now = await workflows.read("pair");
  assert.deepEqual([now.text, now.etag, now.commit], [saved.text, saved.etag, saved.commit]);
  assert.equal((await store.history(saved.commit, 1))[0]!.author.name, "ada");
  assert.equal(news.length, 1);
});

Deno.test("a patch that collides before its commit is told both heads and what collides", async () => {
  const theirs = PAIR.replace("replicas: 1 ", "replicas: 5 ");
  const { workflows, etag, store } = await raced({ path: FILE, content: theirs });
  const base = await store.head("main");
  const error = await refusal(
    workflows.patch("pair", { operations: [replicas(3)] }, etag, ada),
  );
  const now = await workflows.read("pair");
  assert.equal(error.code, "conflict");
  const { conflicts, ...heads } = error.details;
  assert.deepEqual(heads, { base, head: now.commit, etag: now.etag });
  assert.deepEqual(
    (conflicts as Record<string, unknown>[]).map(({ node, path, ours, theirs }) => [
      node,
      path,
      ours,
      theirs,
    ]),
    [["api", ["config", "replicas"], 5, 3]],
  );
  assert.equal(now.text, theirs);
});

Deno.test("a patch that is stale when it is asked for is refused as ever, merged or not", async () => {
  const { workflows, push } = await houseOn();
  await push({ path: FILE, content: PAIR });
  const { etag } = await workflows.read("pair");
  await push({ path: FILE, content: PAIR.replace("The API", "Their API") });
  const error = await refusal(workflows.patch("pair", { operations: [replicas(3)] }, etag, ada));
  assert.equal(error.code, "precondition_failed");
});

Deno.test("a merge that makes what may not be saved is a conflict", async () => {
  const join: Operation = { op: "connect", from: "api.endpoint", to: "db.requires" };
  const content = PAIR.replace("    - { from: db.endpoint, to: api.requires }\n", "")
    .replace("connections:\n", "connections: []\n");
  const store = createMemoryStore();
  const { push } = await houseOn(store);
  await push({ path: FILE, content });
  const house = await houseOn(interrupted(store, () => push({ path: FILE, content: PAIR })));
  const { etag } = await house.workflows.read("pair");
  const error = await refusal(house.workflows.patch("pair", { operations: [join] }, etag, ada));
  assert.equal(error.code, "conflict");
  const [conflict] = error.details.conflicts as { path: unknown[]; message: string }[];
  assert.deepEqual(conflict!.path, ["graph"]);
  assert.equal((await house.workflows.read("pair")).text, PAIR);
});

Deno.test("what a patch says of a note is there when it is answered, whoever wrote there too", async () => {
  const note = {
    op: "add-note",
    note: "n",
    x: 1,
    y: 2,
    width: 9,
    height: 9,
    text: "first",
  } as const;
  const store = createMemoryStore();
  const { push, workflows } = await houseOn(store);
  await push({ path: FILE, content: PAIR });
  const { etag, layout } = await workflows.patch(
    "pair",
    { operations: [note] },
    (await workflows.read("pair")).etag,
    ada,
  );
  const path = "workflows/pair.layout.yaml";
  const theirs = { path, content: layout.text.replace("first", "theirs") };
  const house = await houseOn(interrupted(store, () => push(theirs)));
  const mine = { ...note, op: "set-note", text: "mine" } as const;
  const saved = await house.workflows.patch("pair", { operations: [mine] }, etag, ada);
  assert.match(saved.layout.text, /text: mine/);
});

Deno.test("what cannot be read or is no UTF-8 is a conflict, never a guess", async () => {
  const bytes = new TextEncoder().encode(PAIR.replace("The API", "Their API"));
  bytes[bytes.indexOf("#".charCodeAt(0)) + 1] = 0xff;
  for (const content of ["spec: [", bytes]) {
    const { workflows, etag, store } = await raced({ path: FILE, content });
    const error = await refusal(
      workflows.patch("pair", { operations: [replicas(3)] }, etag, ada),
    );
    assert.deepEqual([error.code, error.details.conflicts], ["conflict", []]);
    const now = await store.read((await store.head("main"))!, FILE);
    assert.deepEqual(now, typeof content === "string" ? new TextEncoder().encode(content) : bytes);
  }
});

Deno.test("a whole text is stored byte for byte or refused, never merged", async () => {
  const theirs = PAIR.replace("The API", "Their API");
  const { workflows, etag } = await raced({ path: FILE, content: theirs });
  const text = PAIR.replace("replicas: 1 ", "replicas: 3 ");
  const error = await refusal(workflows.replace("pair", { text }, etag, ada));
  assert.equal(error.code, "precondition_failed");
  assert.equal((await workflows.read("pair")).text, theirs);
});

Deno.test("of 20 patches with one ETag that change different nodes none is lost", async () => {
  const { workflows, push, store } = await houseOn();
  const ids = Array.from({ length: 20 }, (_, at) => `a${at}`);
  const nodes = ids.map((id) => `    ${id}: { component: app, config: { image: "a:1" } }`);
  await push({ path: FILE, content: textOf("pair", `\n${nodes.join("\n")}`) });
  const { etag } = await workflows.read("pair");
  const before = await countCommits(store);
  await Promise.all(ids.map((node) => {
    const operations = [{ op: "set", node, path: ["replicas"], value: 3 } as const];
    return workflows.patch("pair", { operations }, etag, ada);
  }));
  assert.equal((await workflows.read("pair")).text.match(/replicas: 3/g)?.length, 20);
  assert.equal(await countCommits(store), before + 20);
});
