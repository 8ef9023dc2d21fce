import assert from "node:assert/strict";
import type { AuditRecord } from "../../lib/model/audit.ts";
import { isChange, type Route } from "../../routes/route.ts";
import { createState } from "../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../lib/state/memory.ts";
import { type Asking, openApp, openSite, PASSWORD, type TestApp } from "../helpers/app.ts";
import { addSpare, caseOf, things } from "./cases.ts";

Deno.test("every change leaves one record, done, refused or failed", async () => {
  await using test = await openApp();
  for (const route of test.app.routes.filter(isChange)) {
    const path = route.path.replace(/\{\w+\}/g, "UPPER");
    const { method } = route;
    const isPublic = route.permission === "public";
    await addSpare(test);
    const good = await caseOf(route, await things(test), "admin");
    const done = await recorded(test, good.path, good);
    const isNobodys = route.name === "auth.setup";
    assert.equal(done.result, isNobodys || isGone(route) ? "failed" : "allowed", route.name);
    assert.equal(done.action, route.name);
    const bad = await recorded(test, path, { as: "admin", method, json: { nonsense: 1 } });
    assert.equal(bad.result, "failed", route.name);
    if (isPublic) continue;
    const anonymous = await recorded(test, good.path, { ...good, as: undefined });
    assert.deepEqual([anonymous.result, anonymous.reason], ["denied", "unauthenticated"]);
    assert.deepEqual([anonymous.actor, anonymous.role], [null, null]);
    if (route.permission === "account") continue;
    const denied = await recorded(test, good.path, { ...good, as: "viewer" });
    assert.deepEqual([denied.result, denied.reason], ["denied", "permission_denied"], route.name);
    assert.deepEqual([denied.actor, denied.role], ["viewer", "viewer"]);
  }
  assert.equal(await test.services.audit.verify(), undefined);
});

/** Nothing is deployed there. */
function isGone({ name }: Route): boolean {
  return name === "deployments.undeploy";
}

Deno.test("a record says who did what to what, from where, and between which heads", async () => {
  await using test = await openApp();
  const { workflow, etag } = await things(test);
  const before = await test.store.head("main");
  const path = `/api/v1/workflows/${workflow}`;
  const headers = { "if-match": etag };
  const record = await recorded(test, path, { as: "editor", method: "DELETE", headers });
  const after = await test.store.head("main");
  const { id: _, at, hash, previous, requestId, ...rest } = record;
  assert.deepEqual(rest, {
    actor: "editor",
    role: "editor",
    action: "workflows.remove",
    object: `workflow/${workflow}`,
    before,
    after,
    address: "192.0.2.7",
    result: "allowed",
  });
  assert.match(at, /^\d{4}-\d\d-\d\dT.*Z$/);
  assert.match(hash, /^[0-9a-f]{64}$/);
  assert.equal(previous, "");
  const [commit] = await test.store.history(after!, 1);
  assert.match(commit!.message, new RegExp(`\nActor: editor\nRequest-Id: ${requestId}`));
});

Deno.test("a sign-in is kept under the name that was tried, and a stolen token by its reason", async () => {
  await using test = await openApp();
  await test.token("viewer");
  const login = (password: string) =>
    recorded(test, "/api/v1/auth/login", {
      method: "POST",
      json: { username: "viewer", password },
    });
  const { result, reason, actor, object } = await login("wrong");
  assert.deepEqual([result, reason, actor, object], [
    "denied",
    "unauthenticated",
    null,
    "user/viewer",
  ]);
  assert.equal((await login(PASSWORD)).actor, "viewer");
  const credentials = { name: "viewer", password: PASSWORD, address: "192.0.2.1" };
  const { refreshToken } = await test.services.authentication.login(credentials);
  const refresh = () =>
    recorded(test, "/api/v1/auth/refresh", { method: "POST", json: { refreshToken } });
  assert.equal((await refresh()).result, "allowed");
  test.pass(60_000);
  const stolen = await refresh();
  assert.deepEqual([stolen.result, stolen.reason, stolen.object], [
    "denied",
    "refresh_reuse",
    "user/viewer",
  ]);
});

Deno.test("a page that is opened with a stolen token leaves a record, and no cookies", async () => {
  await using test = await openApp(await openSite());
  await test.token("viewer");
  const credentials = { name: "viewer", password: PASSWORD, address: "192.0.2.1" };
  const { refreshToken } = await test.services.authentication.login(credentials);
  await test.services.authentication.refresh(refreshToken);
  test.pass(60_000);
  const headers = { cookie: `celestra_refresh=${refreshToken}` };
  const response = await test.ask("/workflows", { headers });
  assert.deepEqual([response.status, response.headers.get("location")], [
    303,
    "/sign-in?next=%2Fworkflows",
  ]);
  assert.equal(response.headers.getSetCookie().filter((one) => /Max-Age=0/.test(one)).length, 2);
  const [record] = await test.state.audit.list({ limit: 1 });
  assert.deepEqual([record!.action, record!.result, record!.reason, record!.object], [
    "pages.workflows",
    "denied",
    "refresh_reuse",
    "user/viewer",
  ]);
});

Deno.test("text that would forge a line of the log stays one record and one line", async () => {
  await using test = await openApp();
  const lines = test.lines.length;
  const forged = '\n{"actor":"admin"}\r\n\u2028\u001b[2J';
  const path = `/api/v1/workflows/${encodeURIComponent(forged)}`;
  const record = await recorded(test, path, { method: "DELETE", headers: { "user-agent": "x" } });
  assert.ok(record.object.includes('{"actor":"admin"}'));
  assert.equal(record.actor, null);
  const written = test.lines.slice(lines);
  assert.equal(written.length, 1);
  for (const sign of forged.replace(/[^\s\p{Cc}]/gu, "")) {
    assert.ok(!written[0]!.includes(sign), JSON.stringify(sign));
  }
  assert.equal(JSON.parse(written[0]!).audit.object, record.object);
});

Deno.test("only administrators read the log, and nobody can change it", async () => {
  await using test = await openApp();
  await things(test);
  await recorded(test, "/api/v1/auth/login", { method: "POST", json: {} });
  for (const role of ["viewer", "editor", "deployer"] as const) {
    assert.equal((await test.ask("/api/v1/audit", { as: role })).status, 403);
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal((await test.ask("/api/v1/audit", { as: "admin", method })).status, 405);
  }
  const list = await (await test.ask("/api/v1/audit?per_page=1", { as: "admin" })).json();
  assert.deepEqual([list.items.length, list.total >= 1], [1, true]);
  const verdict = await (await test.ask("/api/v1/audit/verify", { as: "admin" })).json();
  assert.deepEqual(verdict, { ok: true });
});

Deno.test("a record that is gone or was changed is found, and named", async () => {
  for (const change of ["gone", "changed"]) {
    const keyValue = createMemoryKeyValue();
    await using test = await openApp({ state: createState(keyValue) });
    for (const name of ["a", "b", "c", "d", "e"]) {
      await recorded(test, `/api/v1/workflows/${name}`, { as: "editor", method: "DELETE" });
    }
    const verify = async () => (await test.ask("/api/v1/audit/verify", { as: "admin" })).json();
    assert.deepEqual(await verify(), { ok: true });
    const stored = (await keyValue.list<AuditRecord>(["audit"]))
      .find(({ value }) => value.id === 3)!;
    const value = { ...stored.value, actor: "nobody" };
    await keyValue.commit({
      checks: [],
      ...(change === "gone" ? { deletes: [stored.key] } : { sets: [{ key: stored.key, value }] }),
    });
    assert.deepEqual(await verify(), { ok: false, record: 3 });
  }
});

Deno.test("a log that cannot be written denies no change that was done", async () => {
  await using test = await openApp({
    services: (services) => ({
      ...services,
      audit: { ...services.audit, record: () => Promise.reject(new Error("disk full")) },
    }),
  });
  const json = { name: "kept", example: "hello" };
  const response = await test.ask("/api/v1/workflows", { as: "editor", method: "POST", json });
  assert.equal(response.status, 201);
  await response.body?.cancel();
  const [entry] = test.logged;
  assert.equal((entry!.entry as AuditRecord).object, "workflow/kept");
});

/** Asks for something, which must leave exactly one record. */
async function recorded(test: TestApp, path: string, asking: Asking): Promise<AuditRecord> {
  await test.token("viewer");
  const before = await test.state.audit.count();
  const response = await test.ask(path, asking);
  const text = await response.text();
  const count = await test.state.audit.count() - before;
  assert.equal(count, 1, `${asking.method} ${path} (${response.status}) left ${count}: ${text}`);
  const [record] = await test.state.audit.list({ limit: 1 });
  const isRefused = response.status >= 400;
  assert.equal(record!.result === "allowed", !isRefused);
  if (isRefused) assert.equal(JSON.parse(text).error.requestId, record!.requestId);
  return record!;
}
