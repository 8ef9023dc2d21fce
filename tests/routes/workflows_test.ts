import assert from "node:assert/strict";
import { type Asking, openApp, type TestApp } from "../helpers/app.ts";
import { operationsDocument } from "../../lib/model/operation_document.ts";
import { textOf, things } from "./cases.ts";

const SHOP = "/api/v1/workflows/shop";
const YAML = "application/yaml";

Deno.test("GET answers YAML byte for byte or JSON, with one ETag for both", async () => {
  await using test = await openApp();
  const plain = await test.ask(SHOP, { as: "viewer" });
  const yaml = await test.ask(SHOP, { as: "viewer", headers: { accept: YAML } });
  assert.equal(plain.headers.get("content-type"), "application/json");
  assert.equal(yaml.headers.get("content-type"), YAML);
  assert.match(plain.headers.get("etag")!, /^"[0-9a-f]{40}"$/);
  assert.equal(plain.headers.get("etag"), yaml.headers.get("etag"));
  assert.deepEqual([plain, yaml].map(({ headers }) => headers.get("vary")), ["Accept", "Accept"]);
  assert.equal((await plain.json()).text, await yaml.text());
});

Deno.test("GET answers the type that Accept prefers, and JSON where it does not care", async () => {
  await using test = await openApp();
  for (
    const [accept, type] of [
      ["*/*", "application/json"],
      ["application/*", "application/json"],
      ["application/yaml, application/json", "application/json"],
      ["application/json;q=0.5, application/yaml", YAML],
      ["application/yaml;q=0, */*", "application/json"],
      ["text/html, application/yaml;q=0.1", YAML],
      ["text/html", "application/json"],
    ] as const
  ) {
    const response = await test.ask(SHOP, { as: "viewer", headers: { accept } });
    assert.equal(response.headers.get("content-type"), type, accept);
    await response.body?.cancel();
  }
});

Deno.test("GET answers 304 only to who has what there is", async () => {
  await using test = await openApp();
  const etag = (await test.ask(SHOP, { as: "viewer" })).headers.get("etag")!;
  const status = async (value: string) => {
    const response = await test.ask(SHOP, { as: "viewer", headers: { "if-none-match": value } });
    assert.equal(response.headers.get("etag"), etag);
    await response.body?.cancel();
    return response.status;
  };
  for (const known of [etag, `W/${etag}`, "*", `"other", ${etag}`]) {
    assert.equal(await status(known), 304, known);
  }
  for (const other of ['"other"', etag.slice(1, -1), ""]) {
    assert.equal(await status(other), 200, other);
  }
});

Deno.test("of 50 PUTs with one If-Match, one lands and 49 learn the new ETag", async () => {
  await using test = await openApp();
  const { workflow, etag } = await things(test);
  const path = `/api/v1/workflows/${workflow}`;
  const before = await historyOf(test);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      test.ask(path, {
        as: "editor",
        method: "PUT",
        headers: { "if-match": etag, "content-type": YAML },
        body: `${textOf(workflow)}# ${index}\n`,
      })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  assert.deepEqual(statuses, [200, ...Array(49).fill(412)]);
  const current = (await test.ask(path, { as: "viewer" })).headers.get("etag");
  for (const { headers } of answers) assert.equal(headers.get("etag"), current);
  assert.equal(await historyOf(test), before + 1);
  await Promise.all(answers.map(({ body }) => body?.cancel()));
});

Deno.test("PUT without If-Match answers 428, and so do PATCH and DELETE", async () => {
  await using test = await openApp();
  for (
    const [method, json] of [
      ["PUT", { text: textOf("shop") }],
      ["PATCH", { operations: [{ op: "remove-node", node: "web" }] }],
      ["DELETE", undefined],
    ] as const
  ) {
    for (const headers of [{}, { "if-match": "*" }] as Record<string, string>[]) {
      await refused(test, SHOP, { method, headers, json }, 428, "precondition_required");
    }
    const stale = { "if-match": '"0000000000000000000000000000000000000000"' };
    await refused(test, SHOP, { method, headers: stale, json }, 412, "precondition_failed");
    await refused(test, SHOP, { method, headers: { "if-match": "bare" }, json }, 400);
  }
});

Deno.test("PUT with a weak ETag is stale: such a one names no bytes", async () => {
  await using test = await openApp();
  const etag = (await test.ask(SHOP, { as: "viewer" })).headers.get("etag")!;
  const headers = { "if-match": `W/${etag}` };
  await refused(test, SHOP, { method: "PUT", headers, json: { text: textOf("shop") } }, 412);
});

Deno.test("PUT with If-None-Match: * creates with 201, and then answers 412", async () => {
  await using test = await openApp();
  const put = (text: string) =>
    test.ask("/api/v1/workflows/fresh?message=Begin", {
      as: "editor",
      method: "PUT",
      headers: { "if-none-match": "*", "content-type": YAML },
      body: text,
    });
  const created = await put(textOf("fresh"));
  assert.equal(created.status, 201);
  assert.equal(created.headers.get("location"), "/api/v1/workflows/fresh");
  const etag = created.headers.get("etag")!;
  const { commit } = await created.json();
  const [entry] = await test.store.history(commit, 1);
  assert.match(entry!.message, /^Begin\n/);
  const again = await put(textOf("fresh"));
  assert.equal(again.status, 412);
  assert.equal(again.headers.get("etag"), etag);
  await again.body?.cancel();
});

Deno.test("PUT of the same bytes answers 200 with the same ETag and makes no commit", async () => {
  await using test = await openApp();
  const { workflow, etag } = await things(test);
  const path = `/api/v1/workflows/${workflow}`;
  const text = await (await test.ask(path, { as: "viewer", headers: { accept: YAML } })).text();
  const before = await historyOf(test);
  const headers = { "if-match": etag };
  const response = await test.ask(path, { as: "editor", method: "PUT", headers, json: { text } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("etag"), etag);
  assert.equal((await response.json()).parent, undefined);
  assert.equal(await historyOf(test), before);
});

Deno.test("PUT stores YAML byte for byte, whatever its line ends and comments", async () => {
  await using test = await openApp();
  const text = `# ä 🎉\r\n${textOf("bytes").replaceAll("\n", "\r\n")}# end`;
  const path = "/api/v1/workflows/bytes";
  const headers = { "if-none-match": "*", "content-type": "application/yaml; charset=UTF-8" };
  await test.ask(path, { as: "editor", method: "PUT", headers, body: text });
  const kept = await test.ask(path, { as: "viewer", headers: { accept: YAML } });
  assert.equal(await kept.text(), text);
});

Deno.test("PATCH changes logic and layout in one commit and answers both", async () => {
  await using test = await openApp();
  const { workflow, etag } = await things(test);
  const path = `/api/v1/workflows/${workflow}`;
  const before = await historyOf(test);
  const response = await test.ask(path, {
    as: "editor",
    method: "PATCH",
    headers: { "if-match": etag },
    json: {
      message: "Add a cache",
      operations: [
        { op: "add-node", node: "cache", component: "app", config: { image: "redis:7" } },
        { op: "move", node: "cache", x: 400, y: 80 },
      ],
    },
  });
  const saved = await response.json();
  assert.equal(response.status, 200, JSON.stringify(saved));
  assert.match(saved.text, /cache:/);
  assert.match(saved.layout.text, /cache:.*400/s);
  assert.notEqual(response.headers.get("etag"), etag);
  assert.equal(await historyOf(test), before + 1);
});

Deno.test("PATCH refuses what an alias stands for, and expands it when told to", async () => {
  await using test = await openApp();
  const text = "apiVersion: celestra/v1\nkind: Application\nmetadata: { name: twins }\nspec:\n" +
    "  nodes:\n    one: { component: app, config: &both { image: nginx:1.29 } }\n" +
    "    two: { component: app, config: *both }\n";
  const json = { name: "twins", text };
  const created = await test.ask("/api/v1/workflows", { as: "editor", method: "POST", json });
  assert.equal(created.status, 201);
  const path = "/api/v1/workflows/twins";
  const headers = { "if-match": created.headers.get("etag")! };
  const operations = [{ op: "set", node: "two", path: ["replicas"], value: 2 }];
  const patch = (json: object) => test.ask(path, { as: "editor", method: "PATCH", headers, json });
  const { error } = await (await patch({ operations })).json();
  assert.deepEqual([error.code, error.details.line, error.details.column], [
    "not_supported",
    7,
    36,
  ]);
  const saved = await (await patch({ operations, expandAliases: true })).json();
  assert.equal(saved.text, text.replace("*both", "{ image: nginx:1.29, replicas: 2 }"));
});

Deno.test("GET /schemas/operations.json answers the schema to everybody", async () => {
  await using test = await openApp();
  const response = await test.ask("/schemas/operations.json");
  assert.equal(response.headers.get("content-type"), "application/schema+json");
  assert.deepEqual(await response.json(), operationsDocument());
});

Deno.test("POST creates from a text or an example, and knows when a name is taken", async () => {
  await using test = await openApp();
  const post = (json: unknown) =>
    test.ask("/api/v1/workflows", { as: "editor", method: "POST", json });
  const created = await post({ name: "mine", example: "shop" });
  assert.equal(created.status, 201);
  const location = created.headers.get("location")!;
  const opened = await (await test.ask(location, { as: "viewer" })).json();
  assert.equal(opened.name, "mine");
  assert.ok(opened.problems.every(({ code }: { code: string }) => code.startsWith("rule/")));
  assert.match(opened.text, /^ {2}name: mine$/m);
  const layout = await test.ask(`${location}/layout`, { as: "viewer" });
  assert.match((await layout.json()).text, /name: mine/);
  assert.ok(layout.headers.get("etag"));
  await created.body?.cancel();
  const statuses = [
    { name: "other", text: textOf("other") },
    { name: "mine", text: textOf("mine") },
    { name: "third", text: textOf("not-third") },
    { name: "third" },
    { name: "third", text: textOf("third"), example: "shop" },
    { name: "third", example: "no-such-example" },
    { name: "Third", example: "shop" },
    { name: "third", example: "shop", owner: "me" },
  ].map(async (json) => {
    const response = await post(json);
    await response.body?.cancel();
    return response.status;
  });
  assert.deepEqual(await Promise.all(statuses), [201, 409, 422, 422, 422, 422, 422, 422]);
});

Deno.test("lists have pages, totals and links to the others", async () => {
  await using test = await openApp();
  const list = (query: string) => test.ask(`/api/v1/workflows?${query}`, { as: "viewer" });
  const response = await list("per_page=2&page=2&sort=-name");
  const { items, ...rest } = await response.json();
  assert.equal(items.length, 2);
  assert.deepEqual(rest, { page: 2, perPage: 2, total: 7 });
  assert.equal(response.headers.get("x-total-count"), "7");
  const links = [...response.headers.get("link")!.matchAll(/<([^>]+)>; rel="(\w+)"/g)];
  assert.deepEqual(links.map(([, , rel]) => rel), ["first", "prev", "next", "last"]);
  const next = await (await test.ask(links[2]![1]!, { as: "viewer" })).json();
  assert.equal(next.page, 3);
  assert.notDeepEqual(next.items, items);
  const found = await (await list("search=WEB%20SHOP")).json();
  assert.deepEqual(found.items.map(({ name }: { name: string }) => name), ["shop"]);
  for (
    const bad of [
      "page=0",
      "page=-1",
      "page=1.5",
      "page=1e3",
      "page=",
      "page=x",
      "per_page=101",
      "per_page=0",
      "sort=size",
      "state=broken",
      "nope=1",
      "page=1&page=2",
      `search=${"x".repeat(201)}`,
    ]
  ) {
    const refused = await list(bad);
    assert.equal(refused.status, 400, bad);
    assert.equal((await refused.json()).error.code, "invalid_input");
  }
});

Deno.test("nodes and connections are read for programs", async () => {
  await using test = await openApp();
  const read = async (part: string) =>
    await (await test.ask(`${SHOP}/${part}`, { as: "viewer" })).json();
  const { items: nodes, total } = await read("nodes");
  assert.equal(nodes.length, total);
  assert.ok(nodes.some(({ id }: { id: string }) => id === "db"));
  const { items: connections } = await read("connections");
  assert.match(connections[0].from, /^[a-z-]+\.[a-z]+$/);
});

Deno.test("a workflow that is not there is 404 in every way", async () => {
  await using test = await openApp();
  const headers = { "if-match": '"x"' };
  const json = { text: textOf("absent") };
  for (
    const [method, path, rest] of [
      ["GET", "", {}],
      ["GET", "/layout", {}],
      ["GET", "/nodes", {}],
      ["PUT", "", { headers, json }],
      ["PATCH", "", { headers, json: { operations: [{ op: "remove-node", node: "a" }] } }],
      ["DELETE", "", { headers }],
      ["POST", "/duplicate", { json: { name: "copy" } }],
    ] as const
  ) {
    await refused(test, `/api/v1/workflows/absent${path}`, { method, ...rest }, 404, "not_found");
  }
});

async function refused(
  { ask }: TestApp,
  path: string,
  asking: Asking,
  status: number,
  code?: string,
): Promise<void> {
  const response = await ask(path, { as: "editor", ...asking });
  const { error } = await response.json();
  assert.equal(response.status, status, `${asking.method} ${path}: ${JSON.stringify(error)}`);
  if (code !== undefined) assert.equal(error.code, code);
  if (status === 412) assert.match(response.headers.get("etag") ?? "", /^"[0-9a-f]{40}"$/);
}

/** How many commits the default branch has. */
async function historyOf({ store }: TestApp): Promise<number> {
  return (await store.history((await store.head("main"))!, 1000)).length;
}
