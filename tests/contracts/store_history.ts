import assert from "node:assert/strict";
import type { Change, MergeFile, Store } from "../../lib/stores/store.ts";
import type { Register } from "./store.ts";
import {
  AUTHOR,
  begin,
  change,
  deployment,
  type Files,
  refuses,
  remove,
  save,
  textAt,
  UNKNOWN,
  write,
  writes,
} from "./store_changes.ts";

/** What a store promises about merges, tags, and who changed what. */
export function testHistory(test: Register): void {
  testBranches(test);
  testTags(test);
  testPages(test);
  testMerged(test);
  testMergeFile(test);
  testLog(test);
  testLostHeads(test);
  testBundle(test);
}

function testBranches(test: Register): void {
  test("createBranch() makes a branch at a commit, once", async (store) => {
    const base = await begin(store);
    const head = await save(store, base, { "workflows/a.yaml": "1" });
    await store.createBranch("topic/one", base);
    assert.equal(await store.head("topic/one"), base);
    await refuses("already_exists", store.createBranch("topic/one", head));
    await refuses("already_exists", store.createBranch("topic", head));
    await refuses("not_found", store.createBranch("other", UNKNOWN));
    await refuses("invalid_input", store.createBranch("a..b", base));
    assert.deepEqual(await store.branches(), ["main", "topic/one"]);
  });
}

function testTags(test: Register): void {
  test("tag() names a commit for good, with a message and without", async (store) => {
    const base = await begin(store);
    const head = await save(store, base, { "workflows/a.yaml": "1" });
    assert.deepEqual(await store.tags(), []);
    await store.tag({ name: "v1.0", commit: base, author: AUTHOR });
    await store.tag({ name: "v2.0", commit: head, message: "The second", author: AUTHOR });
    assert.deepEqual(await store.tags(), [{ name: "v1.0", commit: base }, {
      name: "v2.0",
      commit: head,
    }]);
    assert.equal(await store.resolve("v2.0"), head);
    await refuses("already_exists", store.tag({ name: "v1.0", commit: head, author: AUTHOR }));
    assert.equal(await store.resolve("v1.0"), base);
  });

  test("tag() refuses a commit that is not there and a name that is none", async (store) => {
    const commit = await begin(store);
    await refuses("not_found", store.tag({ name: "v1", commit: UNKNOWN, author: AUTHOR }));
    for (const name of ["", "-v1", "a..b", "a b", "../x"]) {
      await refuses("invalid_input", store.tag({ name, commit, author: AUTHOR }), name);
    }
    assert.deepEqual(await store.tags(), []);
  });
}

function testPages(test: Register): void {
  test("list() gives a folder in pages", async (store) => {
    const names = ["a", "b", "c", "d", "e"].map((name) => `workflows/${name}.yaml`);
    const commit = await begin(store, Object.fromEntries(names.map((name) => [name, "x"])));
    const page = async (limit: number, after?: string) =>
      (await store.list(commit, "workflows", { limit, ...(after !== undefined && { after }) }))
        .map(({ path }) => path);
    assert.deepEqual(await page(2), names.slice(0, 2));
    assert.deepEqual(await page(2, names[1]), names.slice(2, 4));
    assert.deepEqual(await page(2, names[3]), names.slice(4));
    assert.deepEqual(await page(2, names[4]), []);
    assert.deepEqual(await page(2, "workflows/bb"), names.slice(2, 4));
  });
}

function testMerged(test: Register): void {
  test("commit() takes further parents, author and committer", async (store) => {
    const { base, main, topic } = await fork(store);
    const committer = { name: "Celestra", email: "celestra@example.com" };
    const commit = await save(store, main, { "workflows/b.yaml": "topic" }, {
      merged: [topic],
      committer,
    });
    const [entry] = await store.history(commit, 1);
    assert.deepEqual(entry!.parents, [main, topic]);
    assert.deepEqual(entry!.author, AUTHOR);
    assert.equal(await store.mergeBase(commit, topic), topic);
    assert.equal(await store.mergeBase(main, topic), base);
  });

  test("commit() refuses a further parent that is not there", async (store) => {
    const base = await begin(store);
    await refuses("not_found", save(store, base, {}, { merged: [UNKNOWN] }));
    assert.equal(await store.head("main"), base);
  });

  test("mergeBase() is undefined for histories that never met", async (store) => {
    const one = await begin(store);
    const other = await store.commit(deployment(undefined, [write("shop/x", "1")]));
    assert.equal(await store.mergeBase(one, other), undefined);
    await refuses("not_found", store.mergeBase(one, UNKNOWN));
  });
}

function testMergeFile(test: Register): void {
  const joined: MergeFile = (path, { base, ours, theirs }) => ({
    path,
    content: [base, ours, theirs].map((bytes) => new TextDecoder().decode(bytes)).join("|"),
  });

  test("commit() merges a file that moved, once for each head", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "0", "workflows/b.yaml": "0" });
    const head = await save(store, base, { "workflows/a.yaml": "1" });
    const files = { "workflows/a.yaml": "2", "workflows/b.yaml": "2" };
    const commit = await save(store, base, files, { merge: joined });
    assert.equal(await textAt(store, commit, "workflows/a.yaml"), "0|1|2");
    assert.equal(await textAt(store, commit, "workflows/b.yaml"), "2");
    assert.deepEqual((await store.history(commit, 1))[0]!.parents, [head]);
  });

  test("commit() gives what one side lacks as undefined", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "0" });
    await save(store, base, { "workflows/b.yaml": "1" }, {});
    await store.commit(change(await store.head("main"), [remove("workflows/a.yaml")]));
    const asked: unknown[] = [];
    const merge: MergeFile = (path, versions) => {
      asked.push([path, ...["base", "ours", "theirs"].filter((side) => side in present(versions))]);
      return undefined;
    };
    const files = writes({ "workflows/a.yaml": "2" });
    await refuses("conflict", store.commit({ ...change(base, files), merge }));
    const added = writes({ "workflows/b.yaml": "2" });
    await refuses("conflict", store.commit({ ...change(base, added), merge }));
    assert.deepEqual(asked, [["workflows/a.yaml", "base", "theirs"], [
      "workflows/b.yaml",
      "ours",
      "theirs",
    ]]);
  });

  test("commit() names both heads where a file cannot be merged", async (store) => {
    const base = await begin(store, { "workflows/a.yaml": "0" });
    const head = await save(store, base, { "workflows/a.yaml": "1" });
    const more: Partial<Change> = { merge: () => undefined };
    const error = await refuses(
      "conflict",
      save(store, base, { "workflows/a.yaml": "2" }, more),
    );
    assert.deepEqual([error.details.base, error.details.head, error.details.path], [
      base,
      head,
      "workflows/a.yaml",
    ]);
    assert.equal(await store.head("main"), head);
  });
}

function testLog(test: Register): void {
  test("log() finds the commits that changed a path, in pages", async (store) => {
    const commits = [await begin(store, { "workflows/a.yaml": "0" })];
    for (let index = 1; index < 9; index++) {
      const name = index % 2 ? "b" : "a";
      commits.unshift(await save(store, commits[0]!, { [`workflows/${name}.yaml`]: `${index}` }));
    }
    const changed = commits.filter((_, index) => index % 2 === 0);
    const log = async (limit: number, after?: string) =>
      (await store.log(commits[0]!, ["workflows/a.yaml"], {
        limit,
        ...(after !== undefined && { after }),
      })).map(({ id }) => id);
    assert.deepEqual(await log(100), changed);
    assert.deepEqual(await log(2), changed.slice(0, 2));
    assert.deepEqual(await log(2, changed[1]), changed.slice(2, 4));
    assert.deepEqual(await log(2, changed[4]), []);
    await refuses("not_found", store.log(UNKNOWN, ["workflows/a.yaml"], { limit: 1 }));
  });

  test("log() of several paths tells of each, and of a removal", async (store) => {
    const first = await begin(store, { "workflows/a.yaml": "0", "workflows/b.yaml": "0" });
    const second = await save(store, first, { "workflows/b.yaml": "1" });
    const other = await save(store, second, { "workflows/c.yaml": "1" });
    const last = await store.commit(change(other, [remove("workflows/a.yaml")]));
    const paths = ["workflows/a.yaml", "workflows/b.yaml"];
    const log = await store.log(last, paths, { limit: 9 });
    assert.deepEqual(log.map(({ id }) => id), [last, second, first]);
  });

  test("log() follows the side of a merge that the file came from", async (store) => {
    const { base, main, topic } = await fork(store);
    const merge = await save(store, main, { "workflows/b.yaml": "topic" }, { merged: [topic] });
    const log = async (name: string) =>
      (await store.log(merge, [`workflows/${name}.yaml`], { limit: 9 })).map(({ id }) => id);
    assert.deepEqual(await log("b"), [topic, base]);
    assert.deepEqual(await log("a"), [main, base]);
  });
}

function testLostHeads(test: Register): void {
  test("commit() keeps a head that its branch lost, and overwrites nothing", async (store) => {
    const head = await begin(store, { "workflows/a.yaml": "0" });
    // To this branch, the head of another is one that it had before somebody rewrote it.
    const lost = await store.commit({
      ...change(undefined, writes({ "workflows/a.yaml": "0" })),
      branch: "topic",
      message: "Another beginning",
    });
    const error = await refuses("remote_diverged", save(store, lost, { "workflows/a.yaml": "1" }));
    assert.deepEqual([error.details.base, error.details.head], [lost, head]);
    assert.equal(await store.head("main"), head);
    assert.equal(await store.resolve(error.details.backup as string), lost);
    assert.match(error.details.backup as string, /^refs\/backup\/main\//);
    await refuses("remote_diverged", save(store, lost, { "workflows/a.yaml": "1" }));
    assert.deepEqual(await store.branches(), ["main", "topic"]);
  });
}

function testBundle(test: Register): void {
  test("bundle() holds every branch, tag and note", async (store) => {
    const { main } = await fork(store);
    await store.tag({ name: "v1", commit: main, message: "One", author: AUTHOR });
    await store.writeNote(main, "healthy", AUTHOR);
    const bytes = await new Response(ReadableStream.from(store.bundle())).bytes();
    const head = new TextDecoder("latin1").decode(bytes).split("\n\n", 1)[0]!.split("\n");
    assert.equal(head[0], "# v2 git bundle");
    const refs = head.slice(1).map((line) => line.slice(41));
    const all = ["HEAD", "refs/heads/main", "refs/heads/topic", "refs/notes/celestra"];
    assert.deepEqual(refs, [...all, "refs/tags/v1"]);
    assert.equal(head[2], `${main} refs/heads/main`);
  });

  test("bundle() of a store without a commit says so", async (store) => {
    const all = async () => await Array.fromAsync(store.bundle());
    await refuses("not_found", all());
  });
}

/** Two branches that each changed a file. */
async function fork(store: Store): Promise<{ base: string; main: string; topic: string }> {
  const files: Files = { "workflows/a.yaml": "0", "workflows/b.yaml": "0" };
  const base = await begin(store, files);
  await store.createBranch("topic", base);
  const main = await save(store, base, { "workflows/a.yaml": "main" });
  const topic = await save(store, base, { "workflows/b.yaml": "topic" }, { branch: "topic" });
  return { base, main, topic };
}

function present(versions: object): object {
  return Object.fromEntries(Object.entries(versions).filter(([, bytes]) => bytes !== undefined));
}
