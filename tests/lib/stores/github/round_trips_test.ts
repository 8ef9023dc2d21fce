import assert from "node:assert/strict";
import type { Change, Store } from "../../../../lib/stores/store.ts";
import {
  AUTHOR,
  begin,
  change,
  deployment,
  pathsAt,
  refuses,
  remove,
  save,
  textAt,
  write,
} from "../../../contracts/store_changes.ts";
import { createFakeGitHub, type FakeGitHub } from "../../../helpers/fake_github.ts";
import { TOKEN_USER } from "../../../helpers/fake_github_routes.ts";

const PATH = "workflows/a.yaml";

/** A store on a branch that somebody has opened a file of. */
async function opened(): Promise<{ fake: FakeGitHub; store: Store; base: string }> {
  const fake = createFakeGitHub();
  const base = await begin(fake.store(), { [PATH]: "1\n", "workflows/b.yaml": "1\n" });
  const store = fake.store();
  await store.read((await store.head("main"))!, PATH);
  fake.forget();
  return { fake, store, base };
}

function asked(fake: FakeGitHub): string[] {
  return fake.seen.map(({ method, path }) => `${method} ${path.replace(/\/[0-9a-f]{40}$/, "/id")}`);
}

Deno.test("commit() of an opened file is one request, and reading it back is none", async () => {
  const { fake, store, base } = await opened();
  const commit = await save(store, base, { [PATH]: "2\n" });
  assert.deepEqual(asked(fake), ["POST /graphql"]);
  assert.equal(await store.head("main"), commit);
  assert.equal(await textAt(store, commit, PATH), "2\n");
  assert.equal((await store.list(commit, "workflows")).length, 2);
  assert.deepEqual((await store.history(commit, 1))[0]!.parents, [base]);
  assert.equal(fake.seen.length, 1);
  assert.equal(fake.git.refs.get("refs/heads/main"), commit);
});

Deno.test("commit() asks no question however long ago the file was opened", async () => {
  const { fake, store, base } = await opened();
  await fake.clock.wait(3_600_000);
  await save(store, base, { [PATH]: "2\n" });
  assert.deepEqual(asked(fake), ["POST /graphql"]);
});

Deno.test("commit() on a head that another moved is two writes, and loses neither", async () => {
  const { fake, store, base } = await opened();
  const other = await save(fake.store(), base, { "workflows/b.yaml": "other\n" });
  fake.forget();
  const commit = await save(store, base, { [PATH]: "2\n" });
  assert.equal(fake.seen.filter(({ method }) => method !== "GET").length, 2);
  assert.deepEqual((await store.history(commit, 1))[0]!.parents, [other]);
  assert.equal(await textAt(store, commit, "workflows/b.yaml"), "other\n");
  assert.equal(await textAt(store, commit, PATH), "2\n");
});

Deno.test("commit() on a head where another changed the same file is a conflict", async () => {
  const { fake, store, base } = await opened();
  const other = await save(fake.store(), base, { [PATH]: "other\n" });
  const error = await refuses("conflict", save(store, base, { [PATH]: "2\n" }));
  assert.deepEqual([error.details.base, error.details.head], [base, other]);
  assert.equal(fake.git.refs.get("refs/heads/main"), other);
});

Deno.test("commit() on a head that this store has not seen yet is laid on it at once", async () => {
  const { fake, store, base } = await opened();
  const mine = await save(store, base, { [PATH]: "2\n" });
  const newer = await save(fake.store(), mine, { [PATH]: "3\n" });
  fake.forget();
  const commit = await save(store, newer, { [PATH]: "4\n" });
  assert.equal(fake.seen.filter(({ method }) => method !== "GET").length, 1);
  assert.deepEqual((await store.history(commit, 1))[0]!.parents, [newer]);
});

Deno.test("commit() by the mutation names the author and keeps the trailers together", async () => {
  const { fake, store, base } = await opened();
  const more: Partial<Change> = { message: "Shop\n\nMore.", trailers: { Actor: "ada" } };
  const first = await save(store, base, { [PATH]: "2\n" }, more);
  const [entry] = await fake.store().history(first, 1);
  assert.deepEqual(entry!.author, TOKEN_USER);
  assert.equal(
    entry!.message,
    "Shop\n\nMore.\n\nActor: ada\nCo-authored-by: Ada Lovelace <ada@example.com>",
  );
  const second = await save(store, first, { [PATH]: "3\n" }, {
    author: { name: "Eve [skip ci]", email: "eve@example.com" },
  });
  const [last] = await store.history(second, 1);
  assert.equal(last!.message, "Change\n\nCo-authored-by: Eve <eve@example.com>");
});

Deno.test("commit() by the mutation removes files and writes bytes that are no text", async () => {
  const { fake, store, base } = await opened();
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const files = [remove("workflows/b.yaml"), { path: PATH, content: bytes }];
  const commit = await store.commit(change(base, files));
  assert.deepEqual(asked(fake), ["POST /graphql"]);
  const fresh = fake.store();
  assert.deepEqual(await fresh.read(commit, PATH), bytes);
  assert.deepEqual(await pathsAt(fresh, commit), [PATH]);
});

Deno.test("commit() without the mutation is a tree, a commit and a move, text and all", async () => {
  const { fake, base } = await opened();
  const store = fake.store({ hasGraphql: false });
  await store.read((await store.head("main"))!, PATH);
  fake.forget();
  const committer = { name: "Celestra", email: "celestra@example.com" };
  await save(store, base, { [PATH]: "2\n", "workflows/c.yaml": "3\n" }, { committer });
  const git = "/repos/acme/shop/git";
  assert.deepEqual(asked(fake), [
    `POST ${git}/trees`,
    `POST ${git}/commits`,
    `PATCH ${git}/refs/heads%2Fmain`,
  ]);
  const [trees, commits, move] = fake.seen.map(({ body }) => JSON.parse(body));
  assert.equal(trees.tree.length, 2);
  assert.ok(trees.tree.every((item: { content?: string }) => item.content !== undefined));
  assert.match(trees.base_tree, /^[0-9a-f]{40}$/);
  assert.equal(commits.author.name, AUTHOR.name);
  assert.equal(commits.committer.name, "Celestra");
  assert.equal(move.force, false);
});

Deno.test("commit() brings bytes that are no text as a blob of their own", async () => {
  const { fake, base } = await opened();
  const store = fake.store({ hasGraphql: false });
  await store.read((await store.head("main"))!, PATH);
  fake.forget();
  const bytes = Uint8Array.of(0xff, 0xfe, 0, 1);
  const commit = await save(store, base, { [PATH]: bytes });
  const places = asked(fake).map((line) => line.split("/").at(-1));
  assert.deepEqual(places, ["blobs", "trees", "commits", "heads%2Fmain"]);
  assert.deepEqual(await fake.store().read(commit, PATH), bytes);
});

Deno.test("commit() goes the other way for what the mutation cannot do", async () => {
  const { fake, store, base } = await opened();
  const topic = await store.commit({ ...change(undefined, []), branch: "topic" });
  fake.forget();
  const merge = await save(store, base, { [PATH]: "2\n" }, { merged: [topic] });
  assert.deepEqual((await store.history(merge, 1))[0]!.parents, [base, topic]);
  const same = await save(store, merge, { [PATH]: "2\n" });
  assert.notEqual(same, merge);
  await store.commit(deployment(undefined, [write("shop/x", "1")]));
  await store.writeNote(same, "waiting", AUTHOR);
  await store.writeNote(same, "healthy", AUTHOR);
  assert.ok(!asked(fake).includes("POST /graphql"));
});

Deno.test("commit() does not ask for a mutation again where there is none", async () => {
  const { fake, store, base } = await opened();
  fake.fault = ({ path }) =>
    path === "/graphql" ? Response.json({ message: "Not Found" }, { status: 404 }) : undefined;
  const first = await save(store, base, { [PATH]: "2\n" });
  const second = await save(store, first, { [PATH]: "3\n" });
  assert.equal(await textAt(store, second, PATH), "3\n");
  assert.equal(asked(fake).filter((line) => line === "POST /graphql").length, 1);
});

Deno.test("commit() spreads a large tree over requests, and the tree is what it should be", async () => {
  const { fake } = await opened();
  const store = fake.store();
  const files = Array.from({ length: 450 }, (_, index) => write(`shop/f${index}`, `${index}`));
  const commit = await store.commit(deployment(undefined, files));
  assert.equal(asked(fake).filter((line) => line.endsWith("/trees")).length, 3);
  assert.equal((await pathsAt(fake.store(), commit)).length, 450);
});

Deno.test("read() asks for an object once, however many want it at a time", async () => {
  const { fake } = await opened();
  const store = fake.store();
  const head = (await store.head("main"))!;
  fake.forget();
  const texts = await Promise.all(Array.from({ length: 20 }, () => textAt(store, head, PATH)));
  assert.deepEqual(new Set(texts), new Set(["1\n"]));
  assert.deepEqual(asked(fake).map((line) => line.split("/").at(-2)), [
    "commits",
    "trees",
    "trees",
    "blobs",
  ]);
});

Deno.test("history() and mergeBase() read commits by the page", async () => {
  const fake = createFakeGitHub();
  const writer = fake.store();
  const commits = [await begin(writer)];
  for (let index = 0; index < 250; index++) {
    commits.unshift(await save(writer, commits[0]!, { [PATH]: `${index}` }));
    await fake.clock.wait(60_000);
  }
  fake.forget();
  const store = fake.store();
  const history = await store.history(commits[0]!, 200);
  assert.deepEqual(history.map(({ id }) => id), commits.slice(0, 200));
  assert.equal(fake.seen.length, 4, "the head, 20, 100 and 100");
  assert.deepEqual(history[7], (await fake.store().history(commits[7]!, 1))[0]);
  fake.forget();
  assert.equal(await fake.store().mergeBase(commits[0]!, commits[250]!), commits[250]);
  assert.ok(fake.seen.length <= 6, `${fake.seen.length} requests`);
});

Deno.test("list() refuses a folder that GitHub tells in part only", async () => {
  const { fake, base } = await opened();
  fake.fault = ({ path }) =>
    path.includes("/git/trees/")
      ? Response.json({ sha: path.slice(-40), truncated: true, tree: [] })
      : undefined;
  await refuses("not_supported", fake.store().list(base, ""));
});

Deno.test("read() refuses a file that came cut or changed", async () => {
  const { fake, base } = await opened();
  fake.fault = ({ path }) =>
    path.includes("/git/blobs/")
      ? Response.json({ content: btoa("1"), encoding: "base64" })
      : undefined;
  await refuses("upstream_error", fake.store().read(base, PATH));
});

Deno.test("commit() never writes over a link, nor through one", async () => {
  const { fake, store, base } = await opened();
  const { git } = fake;
  const tree = async (items: unknown[], base_tree?: string) =>
    ((await git.answer("POST", "/repos/acme/shop/git/trees", { tree: items, base_tree }))
      .data as { sha: string }).sha;
  const blob = [...git.objects].find(([, { kind }]) => kind === "blob")![0];
  const folder = await tree([{ path: "l.yaml", mode: "120000", type: "blob", sha: blob }]);
  const root = await tree([{ path: "workflows", mode: "040000", type: "tree", sha: folder }]);
  const head = (await git.answer("POST", "/repos/acme/shop/git/commits", {
    message: "a link",
    tree: root,
    parents: [base],
    author: { ...AUTHOR, date: "2026-01-01T00:00:00Z" },
    committer: { ...AUTHOR, date: "2026-01-01T00:00:00Z" },
  })).data as { sha: string };
  git.refs.set("refs/heads/main", head.sha);
  await fake.clock.wait(10_000);
  await refuses("invalid_input", save(store, head.sha, { "workflows/l.yaml": "2" }));
  assert.equal(git.refs.get("refs/heads/main"), head.sha);
});
