import assert from "node:assert/strict";
import type { Permission } from "../../lib/model/role.ts";
import type { Description, Operation } from "../../routes/description/description.ts";
import { faultsOf } from "../../routes/description/faults.ts";
import type { Route } from "../../routes/route.ts";
import { schemaOf } from "../../routes/schema.ts";
import { type Asking, openApp, PASSWORD, type TestApp } from "../helpers/app.ts";
import { ROOT } from "../helpers/house.ts";
import { addSpare, caseOf, textOf, things } from "./cases.ts";

Deno.test("the description names every route of the API, once and whole", async () => {
  await using test = await openApp();
  const description: Description = await (await test.ask("/openapi.json")).json();
  const described = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );
  const names = test.app.routes.map(({ name }) => name)
    .filter((name) => name !== "openapi.read" && name !== "docs.read");
  assert.deepEqual(described.map(({ operation }) => operation.operationId).sort(), names.sort());
  for (const { path, method, operation } of described) whole(operation, `${method} ${path}`);
  const refs = JSON.stringify(description).matchAll(/"\$ref":"#\/components\/([^"]+)"/g);
  for (const [, place] of refs) {
    const found = place!.split("/").reduce<unknown>(
      (value, key) => (value as Record<string, unknown>)?.[key],
      description.components,
    );
    assert.ok(found, place);
  }
});

Deno.test("every answer has a status, headers and a body as described", async () => {
  await using test = await openApp();
  const routes = test.app.routes.filter(({ name }) => !/^(openapi|docs)/.test(name));
  // Last what ends the session that the others are asked with.
  for (const route of routes.toSorted((a, b) => Number(isEnd(a)) - Number(isEnd(b)))) {
    const statuses: number[] = [];
    for (const asking of await askings(test, route)) {
      const response = await test.ask(asking.path, asking);
      statuses.push(response.status);
      await checkAnswer(route, response, `${route.name} ${JSON.stringify(asking)}`);
    }
    if (!NEVER.includes(route.name)) assert.ok(statuses.some((one) => one < 400), route.name);
  }
});

/** What does not succeed here: there are accounts, and nothing is deployed. */
const NEVER = ["auth.setup", "deployments.undeploy"];

function isEnd({ name }: Route): boolean {
  return name === "auth.logout";
}

Deno.test("the layout of a workflow that has none is as described", async () => {
  await using test = await openApp();
  const json = { name: "bare", text: textOf("bare") };
  const created = await test.ask("/api/v1/workflows", { as: "editor", method: "POST", json });
  assert.equal(created.status, 201);
  const route = test.app.routes.find(({ name }) => name === "layout.read")!;
  const response = await test.ask(`/api/v1/workflows/bare/layout`, { as: "viewer" });
  assert.equal(response.headers.get("etag"), null);
  await checkAnswer(route, response, "layout.read without a file");
});

Deno.test("the paper on the API names every route of it, whom it serves and what it does", async () => {
  await using test = await openApp();
  const paper = await Deno.readTextFile(`${ROOT}docs/api.md`);
  const rows = paper.matchAll(/^\| `([A-Z]+ \/[^`]*)` +\| ([^|]+?) +\| ([^|]+?) +\|$/gm);
  const named = [...rows].map(([, ...cells]) => cells.join(" | "));
  const routes = test.app.routes.map(({ method, path, permission, summary }) =>
    `${method} ${path} | ${WHO[permission]} | ${summary}`
  );
  assert.deepEqual(named.toSorted(), routes.toSorted());
});

/** How the paper calls whom a permission asks for. */
const WHO: Readonly<Record<Permission, string>> = {
  public: "everybody",
  metrics: "this machine, or the token",
  account: "who is signed in",
  read: "viewer",
  write: "editor",
  deploy: "deployer",
  administer: "admin",
};

function whole(
  { summary, tags, responses, requestBody, parameters = [] }: Operation,
  place: string,
) {
  assert.match(summary, /^[A-Z].+[^.]$/, place);
  assert.equal(tags.length, 1, place);
  const good = Object.keys(responses).filter((status) => status < "400");
  assert.ok(good.length > 0, place);
  assert.ok("default" in responses, place);
  for (const { name, schema, description, ...parameter } of parameters) {
    assert.ok(Object.keys(schema).length > 0, `${place} ${name}`);
    if (parameter.in !== "query") assert.ok(description, `${place} ${name}`);
  }
  if (requestBody) assert.ok(Object.keys(requestBody.content).length > 0, place);
}

/** Good and bad requests to a route, by everybody. */
async function askings(
  test: TestApp,
  route: Route,
): Promise<readonly (Asking & { readonly path: string })[]> {
  const all: (Asking & { readonly path: string })[] = [];
  for (const role of [undefined, "viewer", "admin"] as const) {
    if (route.name.startsWith("users.")) await addSpare(test);
    all.push(await caseOf(route, await things(test), role));
  }
  const good = await caseOf(route, await things(test), "admin");
  const { method } = route;
  const empty = { as: "admin", method } as const;
  const stale = { "if-match": '"0000000000000000000000000000000000000000"' };
  return [
    ...all,
    { ...good, headers: { ...good.headers, origin: "https://evil.example" } },
    { ...good, headers: { ...good.headers, "if-match": "bare" } },
    { ...good, headers: { ...good.headers, "if-none-match": "*" } },
    { ...good, headers: { ...good.headers, ...stale } },
    { ...empty, path: good.path },
    { ...empty, path: `${good.path.split("?")[0]}?nonsense=1` },
    { ...empty, path: route.path.replace(/\{\w+\}/g, "UPPER") },
    { ...good, path: route.path.replace(/\{id\}/, ABSENT).replace(/\{\w+\}/g, "absent") },
    ...route.body
      ? [
        { ...empty, path: good.path, json: { nonsense: 1 } },
        { ...empty, path: good.path, json: { text: "x".repeat(2_000_000) } },
        { ...empty, path: good.path, body: "x", headers: { "content-type": "text/plain" } },
      ]
      : [],
    ...REFUSED[route.name] ? [{ ...good, ...REFUSED[route.name] }] : [],
  ];
}

/** What a route refuses as things stand. */
const REFUSED: Readonly<Record<string, { readonly path?: string; readonly json?: unknown }>> = {
  "auth.login": { json: { username: "viewer", password: "wrong" } },
  "auth.refresh": { json: { refreshToken: "wrong" } },
  "workflows.create": { json: { name: "shop", example: "shop" } },
  "workflows.duplicate": { json: { name: "shop" } },
  "users.create": { json: { name: "viewer", role: "viewer", password: PASSWORD } },
  "users.update": { path: "/api/v1/admin/users/admin", json: { isDisabled: true } },
  "users.remove": { path: "/api/v1/admin/users/admin" },
};

const ABSENT = "0199f2c4-8a00-7abc-8def-0123456789ab";

async function checkAnswer(route: Route, response: Response, place: string): Promise<void> {
  const { status, headers } = response;
  const reply = route.responses[status];
  const isFault = faultsOf(route).includes(status);
  assert.ok(reply || isFault, `${place} answers ${status}, which is not described`);
  const type = headers.get("content-type")?.split(";")[0] ?? "";
  if (type === "text/event-stream") {
    await response.body?.cancel();
    assert.deepEqual(reply!.types, [type]);
    return;
  }
  const text = await response.text();
  if (type === "application/json") checkBody(await bodySchema(reply), JSON.parse(text), place);
  else if (text !== "") assert.ok(reply?.types?.includes(type), `${place}: ${type}`);
  for (const name of NAMED) {
    if (headers.has(name) && reply) {
      assert.ok(reply.headers?.some((one) => one.toLowerCase() === name), `${place}: ${name}`);
    }
  }
}

/** Headers that mean something to whoever asks, and so have to be described. */
const NAMED = ["etag", "location", "link", "x-total-count", "set-cookie", "vary"];

type Schema = Awaited<ReturnType<typeof schemaOf>>;

async function bodySchema(reply: Route["responses"][number] | undefined): Promise<Schema> {
  if (reply?.json) return await schemaOf(reply.json);
  return await schemaOf((z) =>
    z.object({
      error: z.object({
        code: z.string(),
        message: z.string(),
        details: z.record(z.string(), z.unknown()),
        requestId: z.string(),
      }),
    })
  );
}

/** A body holds what is described, and nothing that is not. */
function checkBody(schema: Schema, body: unknown, place: string): void {
  const { success, data, error } = schema.safeParse(body);
  assert.ok(success, `${place}: ${error?.message} ${JSON.stringify(body).slice(0, 300)}`);
  assert.deepEqual(data, body, place);
}
