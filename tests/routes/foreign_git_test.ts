import assert from "node:assert/strict";
import { createState } from "../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../lib/state/memory.ts";
import { openLocalStore } from "../../lib/stores/local.ts";
import { openApp, type TestApp } from "../helpers/app.ts";
import { testWith } from "../helpers/needs.ts";
import { assertSound, git, inTemporary } from "../lib/stores/git.ts";

const SHOP = "/api/v1/workflows/shop";

/** The service on a bare repository, and a clone of it in which somebody works with plain git. */
interface Beside {
  readonly test: TestApp;
  readonly bare: string;
  readonly clone: string;
  /** Writes a file in the clone, commits and pushes it. */
  push(path: string, text: string, ...options: string[]): Promise<void>;
}

function testBeside(name: string, body: (beside: Beside) => Promise<void>): void {
  testWith(["git"], name, () =>
    inTemporary(async (folder) => {
      const [bare, clone] = [`${folder}/repo.git`, `${folder}/clone`];
      await git(folder, "init", "-q", "--bare", "-b", "main", "repo.git");
      await using test = await openApp({ store: await openLocalStore(bare) });
      await git(folder, "clone", "-q", "repo.git", "clone");
      await body({
        ...{ test, bare, clone },
        async push(path, text, ...options) {
          await Deno.writeTextFile(`${clone}/${path}`, text);
          await git(clone, "add", path);
          await git(clone, "commit", "-q", "-m", `Write ${path}`);
          await git(clone, "push", "-q", ...options);
          // What others push is seen at most a tenth of a second later.
          test.pass(200);
        },
      });
      await assertSound(bare);
    }));
}

async function etagOf({ ask }: TestApp): Promise<string> {
  const answer = await ask(SHOP, { as: "viewer" });
  await answer.body?.cancel();
  return answer.headers.get("etag")!;
}

async function retitle(test: TestApp, etag: string, value = "Api"): Promise<Response> {
  return await test.ask(SHOP, {
    as: "editor",
    method: "PATCH",
    headers: { "if-match": etag },
    json: { operations: [{ op: "set-title", node: "api", value }] },
  });
}

async function errorOf(answer: Response, status: number): Promise<Fault> {
  const body = await answer.json();
  assert.equal(answer.status, status, JSON.stringify(body));
  return body.error;
}

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

testBeside(
  "a history that was rewritten is told once, kept, and never overwritten",
  async (beside) => {
    const { test, bare, clone, push } = beside;
    const etag = await etagOf(test);
    const before = (await test.store.head("main"))!;
    await git(clone, "checkout", "-q", "--orphan", "new");
    await git(clone, "commit", "-q", "-m", "Another beginning");
    await git(clone, "branch", "-q", "-M", "new", "main");
    await push("README.md", "Rewritten\n", "-f", "origin", "main");
    const after = await git(clone, "rev-parse", "HEAD");

    const { code, details } = await errorOf(await retitle(test, etag), 409);
    assert.equal(code, "remote_diverged");
    assert.deepEqual([details.base, details.head], [before, after]);
    assert.equal(await test.store.head("main"), after);
    assert.equal(await git(bare, "rev-parse", details.backup as string), before);
    const events = await test.state.events.after(0, 100);
    const alert = events.find(({ type }) => type === "alert")!;
    assert.deepEqual([alert.data.action, alert.data.base, alert.data.head], [
      "history_rewritten",
      before,
      after,
    ]);
    const { items } = await test.services.audit.list({ page: 1, perPage: 20 });
    const actions = items.map(({ action, reason = "" }) => `${action} ${reason}`.trim());
    assert.ok(actions.includes("history.rewritten"), actions.join());
    assert.ok(actions.includes("workflows.patch remote_diverged"), actions.join());

    // Whoever saves again has been told, and saves on what is there now.
    const saved = await retitle(test, etag);
    assert.equal(saved.status, 200, await saved.text());
    assert.equal(await git(bare, "rev-parse", "main~1"), after);
    await git(bare, "gc", "-q", "--prune=now");
    assert.equal(await git(bare, "cat-file", "-t", before), "commit");
  },
);

testBeside(
  "a push of others between read and save is never overwritten",
  async ({ test, bare, push, clone }) => {
    const etag = await etagOf(test);
    const path = "workflows/shop.yaml";
    await push(
      "workflows/hello.yaml",
      (await Deno.readTextFile(`${clone}/workflows/hello.yaml`)) + "# theirs\n",
    );
    const other = await retitle(test, etag);
    assert.equal(other.status, 200, await other.text());
    assert.match(await git(bare, "show", "main:workflows/hello.yaml"), /# theirs$/);

    const stale = other.headers.get("etag")!;
    await git(clone, "pull", "-q");
    await push(path, (await Deno.readTextFile(`${clone}/${path}`)) + "# theirs\n");
    const { code, details } = await errorOf(await retitle(test, stale, "Mine"), 412);
    assert.equal(code, "precondition_failed");
    assert.equal(details.etag, await git(bare, "rev-parse", `main:${path}`));
    assert.match(await git(bare, "show", `main:${path}`), /# theirs$/);
  },
);

testBeside(
  "a branch that vanished is told, and all is well when it is back",
  async ({ test, bare }) => {
    const etag = await etagOf(test);
    const head = (await test.store.head("main"))!;
    await git(bare, "update-ref", "-d", "refs/heads/main");
    test.pass(200);
    assert.equal((await errorOf(await retitle(test, etag), 404)).code, "not_found");
    const list = await test.ask("/api/v1/workflows", { as: "viewer" });
    assert.deepEqual((await list.json()).items, []);
    await git(bare, "update-ref", "refs/heads/main", head);
    test.pass(200);
    const saved = await retitle(test, etag);
    assert.equal(saved.status, 200, await saved.text());
    assert.equal(await git(bare, "rev-parse", "main~1"), head);
  },
);

testBeside(
  "a branch cut to nothing is damage: nothing is saved, and nothing begins anew",
  async ({ test, bare }) => {
    const etag = await etagOf(test);
    const head = (await test.store.head("main"))!;
    await Deno.writeTextFile(`${bare}/refs/heads/main`, "");
    test.pass(200);
    const { code, message, details } = await errorOf(await retitle(test, etag), 503);
    assert.equal(code, "store_corrupt");
    assert.match(message, /refs\/heads\/main/);
    assert.equal(details.lastHead, head);
    const read = await errorOf(await test.ask(SHOP, { as: "viewer" }), 503);
    assert.equal(read.code, "store_corrupt");
    assert.equal((await test.ask("/readyz")).status, 503);
    assert.equal((await test.ask("/healthz")).status, 200);
    assert.equal(await Deno.readTextFile(`${bare}/refs/heads/main`), "");
    await Deno.writeTextFile(`${bare}/refs/heads/main`, `${head}\n`);
    test.pass(200);
    const saved = await retitle(test, etag);
    assert.equal(saved.status, 200, await saved.text());
    assert.equal(await git(bare, "rev-list", "--max-parents=0", "--count", "main"), "1");
  },
);

testBeside(
  "an object that is damaged costs its own workflow, and no other",
  async ({ test, bare }) => {
    const id = await git(bare, "rev-parse", "main:workflows/shop.yaml");
    const file = `${bare}/objects/${id.slice(0, 2)}/${id.slice(2)}`;
    const bytes = await Deno.readFile(file);
    await Deno.chmod(file, 0o644);
    await Deno.writeFile(file, bytes.subarray(0, 40));
    await using again = await openApp({ store: await openLocalStore(bare) });
    const fault = await errorOf(await again.ask(SHOP, { as: "viewer" }), 503);
    assert.equal(fault.code, "store_corrupt");
    assert.match(fault.message, new RegExp(id));
    const hello = await again.ask("/api/v1/workflows/hello", { as: "viewer" });
    assert.equal(hello.status, 200, await hello.text());
    void test;
    await Deno.writeFile(file, bytes);
  },
);

testBeside(
  "a workflow that others broke is listed, shown raw, and mended by a save",
  async ({ test, push, bare }) => {
    await push("workflows/shop.yaml", "kind: [\n");
    const list = await (await test.ask("/api/v1/workflows?per_page=100", { as: "viewer" })).json();
    const item = list.items.find(({ name }: { name: string }) => name === "shop");
    assert.deepEqual([item.errors, item.problem.line], [1, 2]);
    const raw = await test.ask(SHOP, { as: "viewer" });
    const file = await raw.json();
    assert.equal(file.text, "kind: [\n");
    assert.deepEqual([file.problems[0].file, file.problems[0].line], ["workflows/shop.yaml", 2]);
    const text = await git(bare, "show", "main~1:workflows/shop.yaml");
    const mended = await test.ask(SHOP, {
      as: "editor",
      method: "PUT",
      headers: { "if-match": raw.headers.get("etag")! },
      json: { text: `${text}\n` },
    });
    assert.equal(mended.status, 200, await mended.text());
  },
);

testBeside(
  "a history that was rewritten while nobody looked is told after the restart",
  async (beside) => {
    const { test, bare, clone } = beside;
    await etagOf(test);
    const before = (await test.store.head("main"))!;
    await git(clone, "commit", "-q", "--amend", "-m", "Another beginning");
    await git(clone, "push", "-q", "-f", "origin", "main");
    const state = createState(createMemoryKeyValue());
    await state.heads.keep("main", (await test.state.heads.last("main"))!);
    await using again = await openApp({ store: await openLocalStore(bare), state });
    const { code, details } = await errorOf(await retitle(again, await etagOf(again)), 409);
    assert.equal(code, "remote_diverged");
    assert.deepEqual([details.base, details.head], [before, await git(clone, "rev-parse", "HEAD")]);
    assert.equal(await git(bare, "rev-parse", details.backup as string), before);
  },
);

testBeside("a state that knows another repository disturbs nobody", async ({ test, bare }) => {
  await test.state.heads.keep("main", "1".repeat(40));
  const saved = await retitle(test, await etagOf(test));
  assert.equal(saved.status, 200, await saved.text());
  assert.equal(await git(bare, "for-each-ref", "refs/backup"), "");
});
