import assert from "node:assert/strict";
import type { Role } from "../../lib/model/role.ts";
import { type Asking, openApp, PASSWORD, type TestApp } from "../helpers/app.ts";
import { things } from "./cases.ts";

/** A workflow of its own, and requests about its draft. */
async function desk(test: TestApp) {
  const { workflow, commit, etag } = await things(test);
  const path = `/api/v1/workflows/${workflow}`;
  const ask = (
    method: string,
    headers: Record<string, string>,
    json?: unknown,
    more: Asking = {},
  ) => test.ask(`${path}/draft`, { as: "editor", method, headers, json, ...more });
  return {
    ...{ workflow, commit, etag, path, ask },
    put: (headers: Record<string, string>, value = "Titled", as: Role = "editor") =>
      ask("PUT", headers, { base: commit, operations: [titled(value)] }, { as }),
  };
}

const titled = (value: string) => ({ op: "set-title", node: "web", value });

/** The status of an answer, and the code of its error. */
async function told(response: Response): Promise<string> {
  const text = await response.text();
  return response.ok ? `${response.status}` : `${response.status} ${JSON.parse(text).error.code}`;
}

Deno.test("a draft is created, replaced, read and discarded by its own ETag", async () => {
  await using test = await openApp();
  const { put, ask, path, commit, workflow } = await desk(test);
  assert.equal(await told(await ask("GET", {})), "404 not_found");
  assert.equal(await told(await put({})), "428 precondition_required");
  const created = await put({ "if-none-match": "*" });
  assert.deepEqual(
    [created.status, created.headers.get("location")],
    [201, `${path}/draft`],
  );
  const first = created.headers.get("etag")!;
  assert.equal(`"${(await created.json()).etag}"`, first);
  assert.equal(await told(await put({ "if-none-match": "*" }, "Other")), "412 precondition_failed");
  const replaced = await put({ "if-match": first }, "Other");
  const second = replaced.headers.get("etag")!;
  assert.deepEqual([replaced.status, replaced.headers.get("location")], [200, null]);
  assert.notEqual(second, first);
  const stale = await put({ "if-match": first }, "Third");
  assert.equal(stale.headers.get("etag"), second);
  assert.equal(await told(stale), "412 precondition_failed");
  const read = await ask("GET", {});
  assert.equal(read.headers.get("etag"), second);
  const draft = await read.json();
  assert.deepEqual(draft.operations, [titled("Other")]);
  // Its layout was saved after the commit that it is from.
  assert.deepEqual([draft.base, draft.head.state], [commit, "moved"]);
  const { items, total } = await (await test.ask("/api/v1/drafts", { as: "editor" })).json();
  assert.deepEqual([total, items[0].name, `"${items[0].etag}"`], [1, workflow, second]);
  assert.equal(await told(await ask("DELETE", {})), "428 precondition_required");
  assert.equal(await told(await ask("DELETE", { "if-match": first })), "412 precondition_failed");
  assert.equal(await told(await ask("DELETE", { "if-match": second })), "204");
  assert.equal(await told(await ask("DELETE", { "if-match": second })), "404 not_found");
});

Deno.test("another account sees nothing of a draft, not even an administrator", async () => {
  await using test = await openApp();
  const { put, path } = await desk(test);
  const etag = (await put({ "if-none-match": "*" })).headers.get("etag")!;
  for (const as of ["viewer", "deployer", "admin"] as const) {
    assert.equal(await told(await test.ask(`${path}/draft`, { as })), "404 not_found");
    const { total } = await (await test.ask("/api/v1/drafts", { as })).json();
    assert.equal(total, 0);
    if (as === "viewer") continue;
    const headers = { "if-match": etag };
    for (const [method, at] of [["DELETE", "draft"], ["POST", "draft/publish"]]) {
      const json = method === "POST" ? {} : undefined;
      const response = await test.ask(`${path}/${at}`, { as, method: method!, headers, json });
      assert.equal(await told(response), "404 not_found");
    }
  }
});

Deno.test("whoever gets the name of an account that is gone finds none of its drafts", async () => {
  await using test = await openApp();
  const { put, commit, workflow } = await desk(test);
  await put({ "if-none-match": "*" });
  await test.services.accounts.remove("editor");
  assert.deepEqual(await test.state.drafts.list("editor"), []);
  await test.services.accounts.create({ name: "editor", role: "editor", password: PASSWORD });
  const actor = { name: "editor", role: "editor", requestId: "test" } as const;
  assert.deepEqual(await test.services.drafts.list(actor), []);
  // One that was kept on its way out is swept with the next of that name.
  await test.services.accounts.remove("editor");
  await test.services.drafts.keep(workflow, { base: commit, operations: [] }, undefined, actor);
  await test.services.accounts.create({ name: "editor", role: "editor", password: PASSWORD });
  assert.deepEqual(await test.services.drafts.list(actor), []);
});

Deno.test("an account that is there keeps its drafts when somebody else wants its name", async () => {
  await using test = await openApp();
  const { put } = await desk(test);
  await put({ "if-none-match": "*" });
  const again = { name: "editor", role: "editor", password: PASSWORD } as const;
  await assert.rejects(test.services.accounts.create(again), { code: "already_exists" });
  const actor = { name: "editor", role: "editor", requestId: "test" } as const;
  assert.equal((await test.services.drafts.list(actor)).length, 1);
});

Deno.test("ten thousand operations and bodies that are too large answer what is allowed", async () => {
  await using test = await openApp();
  const { ask, commit } = await desk(test);
  const headers = { "if-none-match": "*" };
  const many = Array.from({ length: 10_000 }, () => titled("x"));
  const counted = await ask("PUT", headers, { base: commit, operations: many });
  const { error } = await counted.json();
  assert.deepEqual([counted.status, error.code], [422, "unprocessable"]);
  assert.match(error.message, /1000/);
  const large = (
    size: number,
  ) => [{ op: "set", node: "web", path: ["a"], value: "x".repeat(size) }];
  for (const size of [300 * 1024, 2 * 1024 * 1024]) {
    const response = await ask("PUT", headers, { base: commit, operations: large(size) });
    assert.equal(await told(response), "413 too_large");
  }
  for (const base of ["main", "0".repeat(39), "g".repeat(40), "", 1, null]) {
    const response = await ask("PUT", headers, { base, operations: [] });
    assert.equal(await told(response), "422 unprocessable", `${base}`);
  }
  const unknown = await ask("PUT", headers, { base: "0".repeat(40), operations: [] });
  assert.equal(await told(unknown), "422 unprocessable");
  assert.equal(await told(await ask("GET", {})), "404 not_found");
});

Deno.test("a draft is published as one commit, which the audit log and an event tell", async () => {
  await using test = await openApp();
  const { put, path, workflow } = await desk(test);
  const etag = (await put({ "if-none-match": "*" })).headers.get("etag")!;
  const records = await test.services.audit.list({ page: 1, perPage: 100 });
  assert.deepEqual(records.items.filter(({ action }) => action.startsWith("drafts.")), []);
  const publish = (headers: Record<string, string>, json: unknown = {}) =>
    test.ask(`${path}/draft/publish`, { as: "editor", method: "POST", headers, json });
  assert.equal(await told(await publish({})), "428 precondition_required");
  assert.equal(await told(await publish({ "if-match": '"stale"' })), "412 precondition_failed");
  const head = await test.store.head("main");
  const shown = await publish({ "if-match": etag }, { dryRun: true });
  const preview = await shown.json();
  assert.deepEqual([shown.status, shown.headers.get("etag"), preview.isClean], [200, null, true]);
  assert.equal(await test.store.head("main"), head);
  const response = await publish({ "if-match": etag }, { message: "Titled" });
  const saved = await response.json();
  assert.deepEqual([response.status, response.headers.get("etag")], [200, `"${saved.etag}"`]);
  assert.equal(saved.text, preview.text);
  const now = await test.ask(path, { as: "viewer" });
  assert.equal(now.headers.get("etag"), `"${saved.etag}"`);
  assert.equal((await now.json()).text, saved.text);
  const { items: [record] } = await test.services.audit.list({ page: 1, perPage: 1 });
  assert.deepEqual(
    [record!.action, record!.object, record!.before, record!.after],
    ["drafts.publish", `workflow/${workflow}`, head, saved.commit],
  );
  const events = await test.state.events.after(0, 1000);
  assert.deepEqual(
    events.filter(({ data }) => data.workflow === workflow).map(({ type, data }) => [
      type,
      data.action,
      data.etag,
    ]).at(-1),
    ["workflow_update", "updated", saved.etag],
  );
  assert.equal(await told(await publish({ "if-match": etag })), "404 not_found");
});

Deno.test("a publish that collides answers 409 with what has to be decided, and then saves it", async () => {
  await using test = await openApp();
  const { put, path, etag: workflowTag, commit } = await desk(test);
  const etag = (await put({ "if-none-match": "*" }, "Mine")).headers.get("etag")!;
  const theirs = await test.ask(path, {
    as: "deployer",
    method: "PATCH",
    headers: { "if-match": workflowTag },
    json: { operations: [titled("Theirs")] },
  });
  const { commit: head, etag: now } = await theirs.json();
  const publish = (json: unknown) =>
    test.ask(`${path}/draft/publish`, {
      as: "editor",
      method: "POST",
      headers: { "if-match": etag },
      json,
    });
  const refused = await publish({});
  const { error: { code, details } } = await refused.json();
  assert.deepEqual([refused.status, code], [409, "conflict"]);
  const { conflicts: [conflict], ...heads } = details;
  assert.deepEqual(heads, { base: commit, head, etag: now });
  assert.equal(refused.headers.get("etag"), `"${now}"`);
  assert.deepEqual([conflict.node, conflict.path, conflict.ours, conflict.theirs], [
    "web",
    ["title"],
    "Theirs",
    "Mine",
  ]);
  const saved = await publish({ resolutions: [{ id: conflict.id, value: "Ours" }] });
  const { text, isMerged } = await saved.json();
  assert.deepEqual([saved.status, isMerged], [200, true]);
  assert.match(text, /title: Ours/);
});

Deno.test("POST merge takes a text or a revision, dry and for real, by the workflow's ETag", async () => {
  await using test = await openApp();
  const { path, etag, commit } = await desk(test);
  const read = await (await test.ask(path, { as: "viewer" })).json();
  const text = `${read.text}# more\n`;
  const merge = (json: unknown, headers: Record<string, string> = {}) =>
    test.ask(`${path}/merge`, { as: "editor", method: "POST", headers, json });
  const wanted = { theirs: { text }, base: commit };
  const dry = await merge({ ...wanted, dryRun: true });
  assert.deepEqual([dry.status, (await dry.json()).text], [200, text]);
  assert.equal(await told(await merge(wanted)), "428 precondition_required");
  assert.equal(await told(await merge(wanted, { "if-match": '"0"' })), "412 precondition_failed");
  for (
    const [body, answer] of [
      [{ theirs: { revision: "none" }, dryRun: true }, "404 not_found"],
      [{ theirs: { revision: "main", text } }, "422 unprocessable"],
      [{ theirs: {} }, "422 unprocessable"],
      [{ theirs: { text }, dryRun: true }, "422 unprocessable"],
    ] as const
  ) assert.equal(await told(await merge(body)), answer, JSON.stringify(body));
  const response = await merge({ ...wanted, message: "More" }, { "if-match": etag });
  const saved = await response.json();
  assert.deepEqual([response.status, saved.parents, saved.text], [200, 1, text]);
  assert.equal(response.headers.get("etag"), `"${saved.etag}"`);
});
