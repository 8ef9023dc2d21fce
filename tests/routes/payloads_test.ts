import assert from "node:assert/strict";
import { createLocalStore } from "../../lib/stores/local.ts";
import { createSecretFiles } from "../../lib/targets/secret_files.ts";
import { inFolder } from "../helpers/host.ts";
import { type Asking, openApp, ORIGIN, PASSWORD, type TestApp } from "../helpers/app.ts";
import { openAssets } from "../../routes/assets.ts";
import { createSite } from "../../routes/pages/mod.ts";
import { CANARY, caseOf, textOf, things } from "./cases.ts";

const POLLUTED = '{"__proto__": {"polluted": 1}, "name": "a"}';

/** JSON, queries and forms that reach for what every object inherits. */
const POLLUTING: readonly string[] = [
  POLLUTED,
  '{"constructor": {"prototype": {"polluted": 1}}}',
  '{"prototype": {"polluted": 1}}',
  '{"toString": 1}',
  '{"text": {"__proto__": {"polluted": 1}}}',
  '{"operations": [{"op": "set", "node": "a", "path": ["__proto__", "polluted"], "value": 1}]}',
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
      const { error } = await response.json();
      assert.equal(response.status, 422, `${route.name}: ${body}`);
      // A path names a key, and whether it may is for the model to say.
      if (!body.includes('"path": ["__')) assert.match(error.message, /forbidden key/, body);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    }
  }
});

/** Texts that reach for the same as YAML. */
const POLLUTING_YAML: readonly string[] = [
  "__proto__: { polluted: 1 }\n",
  '"__proto__": { polluted: 1 }\n',
  "constructor: { prototype: { polluted: 1 } }\n",
  "? __proto__\n: { polluted: 1 }\n",
  "a: &a { polluted: 1 }\n__proto__: *a\n",
  "<<: { __proto__: { polluted: 1 } }\n",
  "!!map { __proto__: { polluted: 1 } }\n",
  "- __proto__: { polluted: 1 }\n",
  textOf("x").replace("web:", "__proto__:"),
  textOf("x").replace("web:", "constructor:"),
  textOf("x").replace("config: {", 'config: { "__proto__": { polluted: 1 },'),
  textOf("x").replace("name: x", "name: x, labels: { __proto__: polluted }"),
];

/** Names of fields that reach for the same in a query or a form. */
const POLLUTING_KEYS: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty"],
  ...["__proto__[polluted]", "constructor[prototype][polluted]", "__proto__.polluted"],
  ...["__defineGetter__", "__lookupSetter__", "a[__proto__][polluted]"],
];

Deno.test("no YAML and no text reaches what every object inherits", async () => {
  await using test = await openApp();
  const about = await things(test);
  const head = await test.store.head("main");
  for (const text of POLLUTING_YAML) {
    for (const route of test.app.routes.filter(({ bodyTypes }) => isYaml(bodyTypes))) {
      const { path } = await caseOf(route, about, "admin");
      const headers = { "if-none-match": "*", "content-type": "application/yaml" };
      const asking = { as: "admin", method: "PUT", headers, body: text } as const;
      const response = await test.ask(path.replace(about.workflow, "x"), asking);
      await response.body?.cancel();
      assert.ok([404, 422].includes(response.status), `${route.name} ${response.status}: ${text}`);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    }
    for (const path of ["/api/v1/validate", "/api/v1/generate/kubernetes"]) {
      const response = await test.ask(path, { as: "viewer", method: "POST", json: { text } });
      const answer = await response.json();
      assert.ok(answer.ok === false || response.status === 422, text);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    }
  }
  assert.equal(await test.store.head("main"), head);
});

Deno.test("no form and no query of a change reaches what every object inherits", async () => {
  const site = createSite(await openAssets(new URL("../../static/", import.meta.url)));
  await using test = await openApp(site);
  const about = await things(test);
  for (const route of test.app.routes.filter(({ method }) => method !== "GET")) {
    const { path, headers, ...asking } = await caseOf(route, about, "admin");
    for (const key of POLLUTING_KEYS) {
      const isForm = route.bodyTypes?.includes("application/x-www-form-urlencoded");
      const field = `${encodeURIComponent(key)}=1`;
      const response = isForm
        ? await test.ask(path, { ...asking, headers: headers!, body: `${asking.body}&${field}` })
        : await test.ask(`${path}?${field}`, { ...asking, ...(headers && { headers }) });
      await response.body?.cancel();
      const statuses = route.isPage ? [303, 400, 422] : [400];
      assert.ok(statuses.includes(response.status), `${route.name} ${key}: ${response.status}`);
      assert.equal(({} as { polluted?: number }).polluted, undefined);
    }
  }
});

function isYaml(types: readonly string[] = []): boolean {
  return types.includes("application/yaml");
}

Deno.test("no query and no id reaches what every object inherits", async () => {
  await using test = await openApp();
  const about = await things(test);
  for (const route of test.app.routes.filter(({ method }) => method === "GET")) {
    const { path, ...asking } = await caseOf(route, about, "admin");
    for (const key of POLLUTING_KEYS) {
      if (path.startsWith("/docs")) continue;
      const join = path.includes("?") ? "&" : "?";
      const response = await test.ask(`${path}${join}${key}=1`, asking);
      await response.body?.cancel();
      assert.equal(response.status, 400, `${route.name} ${key}`);
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

Deno.test("eighty names of files reach nothing, in every parameter of every route", () =>
  onDisk(async (test) => {
    assert.ok(TRAVERSALS.length >= 80);
    for (const route of test.app.routes.filter(({ path }) => path.includes("{"))) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
      for (const name of names) {
        for (const payload of TRAVERSALS) await traverse(test, route, name, payload);
      }
    }
  }));

Deno.test("eighty names of files reach nothing, in every query and every body", () =>
  onDisk(async (test) => {
    const about = await things(test);
    const ask = async (path: string, asking: Asking) => {
      const response = await test.ask(path, { as: "admin", ...asking });
      const text = await response.text();
      assert.ok([200, 400, 404, 422].includes(response.status), `${path}: ${response.status}`);
      assert.doesNotMatch(text, LEAKED);
    };
    for (const payload of TRAVERSALS) {
      const name = decoded(payload);
      for (const field of ["workflow", "environment", "state", "search", "sort", "type", "kind"]) {
        const query = new URLSearchParams({ [field]: name });
        for (const list of ["workflows", "deployments", "components"]) {
          await ask(`/api/v1/${list}?${query}`, {});
        }
      }
      const place = { workflow: name, environment: name };
      for (
        const [path, json] of [
          ["workflows", { name, text: textOf("shop") }],
          ["workflows", { name: "x", example: name }],
          [`workflows/${about.workflow}/duplicate`, { name }],
          ["generate/kubernetes", { name }],
          ["generate/kubernetes", { name: "hello", environment: name }],
          ["deployments", place],
          ["deployments", { workflow: "hello", environment: "local", commit: name }],
          ["deployments/undeploy", place],
          ["admin/users", { name, role: "viewer", password: "x" }],
        ] as const
      ) await ask(`/api/v1/${path}`, { method: "POST", json });
    }
  }));

/** What a file says that nobody may read, and what stands in those of a repository. */
const LEAKED = /marker-of-outside|root:|\[core\]|repositoryformatversion/;

/** Runs a test on a repository on disk, and looks whether anything beside it was touched. */
async function onDisk(test: (app: TestApp) => Promise<void>): Promise<void> {
  await inFolder(async (folder) => {
    const [repository, secrets] = [`${folder}/data/repo.git`, `${folder}/data/secrets-of-app`];
    for (const name of ["marker", "data/marker", "shop", "data/x.yaml"]) {
      await Deno.mkdir(`${folder}/data`, { recursive: true });
      await Deno.writeTextFile(`${folder}/${name}`, "marker-of-outside");
    }
    const store = await createLocalStore(repository, { bare: true, defaultBranch: "main" });
    await using app = await openApp({ store, secrets: createSecretFiles(secrets) });
    const before = await store.head("main");
    const outside = () => filesOf(folder, [repository, secrets]);
    const files = await outside();
    const config = await Deno.readTextFile(`${repository}/config`);
    await test(app);
    assert.deepEqual(await outside(), files);
    assert.equal(await Deno.readTextFile(`${repository}/config`), config);
    const { length } = (await store.history((await store.head("main"))!, 100))
      .filter(({ id }) => id !== before);
    assert.ok(length <= 30, `${length}`);
  });
}

/** All files below a folder with what they say, but for those in some folders. */
async function filesOf(folder: string, but: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (but.includes(path)) continue;
    if (isDirectory) found.push(path, ...await filesOf(path, but));
    else found.push(`${path}: ${await Deno.readTextFile(path)}`);
  }
  return found.sort();
}

/** What a program would send that takes escapes for what they stand for. */
function decoded(payload: string): string {
  try {
    return decodeURIComponent(payload);
  } catch {
    return payload;
  }
}

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
  // HEAD names a file of Git's, and a commit too.
  const isCommit = name === "commit" && payload === "HEAD";
  const statuses = [
    ...[400, 404, 405],
    ...isMoved ? [200, 204, 412, 422] : [],
    ...isCommit ? [200] : [],
  ];
  assert.ok(statuses.includes(response.status), `${method} ${filled}: ${response.status}`);
  assert.doesNotMatch(text, LEAKED);
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
