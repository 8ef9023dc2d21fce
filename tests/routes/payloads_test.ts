import assert from "node:assert/strict";
import { openApp, ORIGIN, PASSWORD, type TestApp } from "../helpers/app.ts";
import { CANARY, caseOf, things } from "./cases.ts";

const POLLUTED = '{"__proto__": {"polluted": 1}, "name": "a"}';

/** JSON, queries and forms that reach for what every object inherits. */
const POLLUTING: readonly string[] = [
  POLLUTED,
  '{"constructor": {"prototype": {"polluted": 1}}}',
  '{"prototype": {"polluted": 1}}',
  '{"toString": 1}',
  '{"text": {"__proto__": {"polluted": 1}}}',
  '{"operations": [{"op": "set", "node": "a", "path": ["__proto__", "polluted"], "value": 1}]}',
  '{"operations": [{"op": "set", "node": "__proto__", "path": ["a"], "value": 1}]}',
  '{"operations": [{"op": "add-node", "node": "a", "component": "app", "config": {"__proto__": {}}}]}',
  '{"operations": [{"op": "set", "node": "a", "path": [], "value": {"constructor": {}}}]}',
  '{"operations": [{"op": "set", "node": "a", "path": [{"name": "a", "__proto__": 1}], "value": 1}]}',
  '{"__defineGetter__": 1}',
  '[{"__proto__": {"polluted": 1}}]',
];

Deno.test("no body of any route reaches what every object inherits", async () => {
  await using test = await openApp();
  const about = await things(test);
  for (const route of test.app.routes.filter(({ body }) => body)) {
    const { path, headers } = await caseOf(route, about, "admin");
    for (const body of POLLUTING) {
      const response = await test.ask(path, {
        as: "admin",
        method: route.method,
        headers: { ...headers, "content-type": "application/json" },
        body,
      });
      await response.body?.cancel();
      assert.ok([400, 422].includes(response.status), `${route.name} ${response.status}: ${body}`);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    }
  }
});

Deno.test("no query and no id reaches what every object inherits", async () => {
  await using test = await openApp();
  const about = await things(test);
  for (const route of test.app.routes.filter(({ method }) => method === "GET")) {
    const { path, ...asking } = await caseOf(route, about, "admin");
    for (const key of ["__proto__", "constructor", "toString", "__proto__[polluted]"]) {
      if (path.startsWith("/docs")) continue;
      const join = path.includes("?") ? "&" : "?";
      const response = await test.ask(`${path}${join}${key}=1`, asking);
      await response.body?.cancel();
      assert.ok([400, 422].includes(response.status), `${route.name} ${key}: ${response.status}`);
    }
    for (const id of ["constructor", "hasownproperty", "valueof", "__proto__", "toString"]) {
      if (!route.path.includes("{")) continue;
      const response = await test.ask(route.path.replace(/\{\w+\}/g, id), { as: "admin" });
      await response.body?.cancel();
      assert.ok([400, 404].includes(response.status), `${route.path} ${id}: ${response.status}`);
    }
  }
  assert.equal(({} as { polluted?: number }).polluted, undefined);
});

/** Ways to name a file that nobody may have. */
const TRAVERSALS: readonly string[] = [
  ...["..", "...", ".", "../x", "../../etc/passwd", "a/../b", "a/b", "/abs", "//abs", "~", "~root"],
  ...["..\\", "..\\..\\x", "a\\b", "C:", "C:\\x", "\\\\host\\share", "file:///etc/passwd"],
  ...["%2e%2e", "%2e%2e%2f", "..%2f", "..%2F..%2Fx", "%252e%252e", "..%252Fx", "%c0%ae%c0%ae"],
  ...["%uff0e", "..%00", "a%00", "a%00.yaml", "a%0a", "a%0d%0ab", "%09", "%20", "a%20", "a."],
  ...[".git", ".git/config", ".GIT", ".Git", "git~1", "GIT~1", ".git::$INDEX_ALLOCATION"],
  ...[".gitmodules", ".gitattributes", ".github", ".gi%74", ".g%69t", ".git%20", ".git."],
  ...["HEAD", "refs/heads/main", "deploy/local", "main@{0}", "a^", "a~1", "a..b", "a:b", "-a"],
  ...["CON", "NUL", "com1.", "a-", "-", "1a", "A", "a_b", "a.yaml", "a.layout", "ａ", "é", "a‮b"],
  ...["x".repeat(53), "x".repeat(300), "{name}", "${x}", "$(id)", "`id`", ";id", "|id", "&id", "*"],
  ...["?", "[a]", "'", "a'--", "<script>", '"'],
];

Deno.test("eighty names of files reach nothing, in every parameter of every route", async () => {
  assert.ok(TRAVERSALS.length >= 80);
  await using test = await openApp();
  const before = await test.store.head("main");
  for (const route of test.app.routes.filter(({ path }) => path.includes("{"))) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const name of names) {
      for (const payload of TRAVERSALS) await traverse(test, route, name, payload);
    }
  }
  assert.equal(await test.store.head("main"), before);
});

async function traverse(
  { ask }: TestApp,
  { path, method, body }: TestApp["app"]["routes"][number],
  name: string,
  payload: string,
): Promise<void> {
  const isEncoded = /%[0-9a-f]{2}|%u/i.test(payload);
  const filled = path.replace(/\{(\w+)\}/g, (_, other) => {
    if (other !== name) return GOOD[other] ?? "shop";
    return isEncoded ? payload : encodeURIComponent(payload);
  });
  const response = await ask(filled, {
    as: "admin",
    method,
    ...(body && { json: name === "key" ? { value: CANARY } : {} }),
    headers: { "if-match": '"x"' },
  });
  const text = await response.text();
  // Whoever makes the request has followed dots by then, maybe to another route.
  const isMoved = new URL(filled, ORIGIN).pathname !== filled;
  const statuses = [400, 404, 405, ...isMoved ? [200, 204, 412, 422] : []];
  assert.ok(statuses.includes(response.status), `${method} ${filled}: ${response.status}`);
  assert.doesNotMatch(text, /root:|\[core\]|repositoryformatversion/);
}

/** Good values of parameters that are no names of workflows. */
const GOOD: Readonly<Record<string, string>> = {
  environment: "local",
  output: "kubernetes",
  node: "db-password",
  key: "password",
};

Deno.test("fields that nobody asked for are refused", async () => {
  await using test = await openApp();
  const about = await things(test);
  for (const route of test.app.routes.filter(({ body }) => body)) {
    const { path, json, ...asking } = await caseOf(route, about, "admin");
    for (const field of ["role", "ownerId", "createdAt", "projectId", "isAdmin"]) {
      if (Object.hasOwn(json as object, field)) continue;
      const more = { ...json as object, [field]: "admin" };
      const response = await test.ask(path, { ...asking, json: more });
      const { error } = await response.json();
      assert.equal(response.status, 422, `${route.name} took ${field}`);
      assert.match(JSON.stringify(error.details.problems), new RegExp(field));
    }
  }
});

Deno.test("no answer holds a secret, a hash, a key or a password", async () => {
  await using test = await openApp();
  const set = "/api/v1/environments/local/secrets/shop/db-password/password";
  const kept = await test.ask(set, { as: "admin", method: "PUT", json: { value: CANARY } });
  assert.equal(kept.status, 204);
  const [account] = await test.state.accounts.list();
  const [key] = await test.state.keys.list();
  const secrets = [CANARY, PASSWORD, account!.passwordHash, String(key!.privateJwk.d)];
  for (const route of test.app.routes) {
    const { path, ...asking } = await caseOf(route, await things(test), "admin");
    const response = await test.ask(path, asking);
    if (response.headers.get("content-type") === "text/event-stream") {
      await response.body?.cancel();
      continue;
    }
    const text = await response.text();
    for (const secret of secrets) assert.ok(!text.includes(secret), route.name);
    if (route.name !== "auth.login" && route.name !== "auth.refresh") {
      assert.doesNotMatch(
        text,
        /"(passwordHash|privateJwk|refreshHash|refreshToken)":"/,
        route.name,
      );
    }
  }
  const written = [...test.lines, ...test.logged.map((entry) => JSON.stringify(entry))].join("\n");
  const events = JSON.stringify(await test.state.events.after(0, 1000));
  for (const secret of secrets) assert.ok(!(written + events).includes(secret));
});
