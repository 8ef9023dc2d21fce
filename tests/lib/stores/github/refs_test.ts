import assert from "node:assert/strict";
import { begin, change, refuses, save, UNKNOWN } from "../../../contracts/store_changes.ts";
import { createFakeGitHub } from "../../../helpers/fake_github.ts";

Deno.test("head() asks again after a moment only, and then whether it changed", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  const head = await begin(store);
  await fake.clock.wait(10_000);
  await store.head("main");
  fake.forget();
  for (let index = 0; index < 5; index++) assert.equal(await store.head("main"), head);
  assert.equal(fake.seen.length, 0);
  await fake.clock.wait(2_001);
  assert.equal(await store.head("main"), head);
  assert.deepEqual(fake.seen.map(({ status }) => status), [304]);
  const moved = await save(fake.store(), head, { "workflows/a.yaml": "2" });
  await fake.clock.wait(2_001);
  assert.equal(await store.head("main"), moved);
});

Deno.test("head() is asked once, however many want it at a time", async () => {
  const fake = createFakeGitHub();
  const head = await begin(fake.store());
  const store = fake.store();
  fake.forget();
  const heads = await Promise.all(Array.from({ length: 20 }, () => store.head("main")));
  assert.deepEqual(new Set(heads), new Set([head]));
  assert.equal(fake.seen.length, 1);
});

Deno.test("commit() sees the new head at once after it was refused", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  const base = await begin(store, { "workflows/a.yaml": "1" });
  const moved = await save(fake.store(), base, { "workflows/a.yaml": "2" });
  assert.equal(await store.head("main"), base);
  await refuses("conflict", save(store, base, { "workflows/a.yaml": "3" }));
  assert.equal(await store.head("main"), moved);
});

Deno.test("branches() and tags() read every page", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  const head = await begin(store);
  for (let index = 0; index < 5; index++) fake.git.refs.set(`refs/heads/b${index}`, head);
  const { fetch } = fake;
  fake.fetch = async (url, init) => {
    const response = await fetch(url, init);
    if (!url.includes("matching-refs")) return response;
    const page = Number(new URL(url).searchParams.get("page"));
    const all = await response.json() as unknown[];
    const link = `<${url}&page=${page + 1}>; rel="next"`;
    const headers: HeadersInit = page * 2 < all.length ? { link } : {};
    return Response.json(all.slice((page - 1) * 2, page * 2), { headers });
  };
  assert.deepEqual(await fake.store().branches(), ["b0", "b1", "b2", "b3", "b4", "main"]);
});

Deno.test("a repository that is gone or hidden is told as such, and comes back", async () => {
  const fake = createFakeGitHub();
  const head = await begin(fake.store());
  fake.fault = () => Response.json({ message: "Not Found" }, { status: 404 });
  const store = fake.store();
  const error = await refuses("not_found", store.head("main"));
  assert.match(error.message, /no repository .*acme\/shop/);
  await refuses("not_found", store.defaultBranch());
  await refuses("not_found", store.branches());
  fake.fault = undefined;
  assert.equal(await store.head("main"), head);
});

Deno.test("a branch that is gone is a conflict for who writes on it, and comes back", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  const head = await begin(store);
  fake.git.refs.delete("refs/heads/main");
  const error = await refuses("conflict", save(store, head, { "workflows/a.yaml": "1" }));
  assert.match(error.message, /gone/);
  fake.git.refs.set("refs/heads/main", head);
  await fake.clock.wait(2_001);
  const commit = await save(store, head, { "workflows/a.yaml": "1" });
  assert.equal(fake.git.refs.get("refs/heads/main"), commit);
});

Deno.test("a branch that somebody rewrote is not overwritten, and what it lost is kept", async () => {
  for (const hasGraphql of [true, false]) {
    const fake = createFakeGitHub();
    const store = fake.store({ hasGraphql });
    const lost = await begin(store, { "workflows/a.yaml": "1" });
    const other = fake.store();
    const rewritten = await other.commit({ ...change(undefined, []), branch: "topic" });
    fake.git.refs.set("refs/heads/main", rewritten);
    const error = await refuses("remote_diverged", save(store, lost, { "workflows/a.yaml": "2" }));
    assert.equal(fake.git.refs.get(error.details.backup as string), lost);
    assert.equal(fake.git.refs.get("refs/heads/main"), rewritten);
  }
});

Deno.test("a repository that is empty has no branch, and says what it needs", async () => {
  const fake = createFakeGitHub();
  fake.fault = ({ path }) =>
    path.includes("/git/")
      ? Response.json({ message: "Git Repository is empty." }, { status: 409 })
      : undefined;
  const store = fake.store();
  assert.equal(await store.head("main"), undefined);
  assert.deepEqual(await store.branches(), []);
  const error = await refuses("not_supported", begin(store));
  assert.match(error.message, /empty; give it a first file/);
});

Deno.test("a default branch of another name is found", async () => {
  const fake = createFakeGitHub();
  fake.fault = ({ path }) =>
    path === "/repos/acme/shop" ? Response.json({ default_branch: "trunk" }) : undefined;
  assert.equal(await fake.store().defaultBranch(), "trunk");
});

Deno.test("a rule that protects a branch is told as such", async () => {
  const fake = createFakeGitHub();
  const store = fake.store({ hasGraphql: false });
  const head = await begin(store);
  fake.fault = ({ method }) =>
    method === "PATCH"
      ? Response.json({ message: "Protected branch update failed" }, { status: 422 })
      : undefined;
  await refuses("permission_denied", save(store, head, { "workflows/a.yaml": "1" }));
  assert.equal(fake.git.refs.get("refs/heads/main"), head);
});

Deno.test("createBranch() of a branch that is there is refused, also at the same commit", async () => {
  const fake = createFakeGitHub();
  const head = await begin(fake.store());
  await fake.store().createBranch("topic", head);
  await refuses("already_exists", fake.store().createBranch("topic", head));
});

Deno.test("resolve() takes no commit for the beginning of an id that it does not have", async () => {
  const fake = createFakeGitHub();
  const sha = await begin(fake.store());
  const other = sha.startsWith("beef") ? "f00d" : "beef";
  fake.fault = ({ path }) =>
    path.endsWith(`/commits/${other}`) ? Response.json({ sha }) : undefined;
  assert.equal(await fake.store().resolve(other), undefined);
});

for (const error of [{ type: "STALE_DATA" }, { message: "Expected branch to point to x" }]) {
  Deno.test(`commit() understands ${JSON.stringify(error)} as a head that moved`, async () => {
    const fake = createFakeGitHub();
    const store = fake.store();
    const base = await begin(store, { "workflows/a.yaml": "1" });
    const moved = await save(fake.store(), base, { "workflows/b.yaml": "2" });
    let isFirst = true;
    fake.fault = ({ path }) => {
      if (path !== "/graphql" || !isFirst) return undefined;
      isFirst = false;
      return Response.json({ data: null, errors: [error] });
    };
    const commit = await save(store, base, { "workflows/a.yaml": "3" });
    assert.deepEqual((await store.history(commit, 1))[0]!.parents, [moved]);
    assert.ok(!fake.seen.some(({ method }) => method === "PATCH"), "it went the other way");
  });
}

Deno.test("an unknown id is no commit", async () => {
  const fake = createFakeGitHub();
  const store = fake.store();
  await begin(store);
  assert.equal(await store.resolve(UNKNOWN), undefined);
});
