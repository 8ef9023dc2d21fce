import assert from "node:assert/strict";
import { HOSTILE_TEXTS } from "../lib/services/content/hostile_texts.ts";
import { openApp, type TestApp } from "../helpers/app.ts";

const LIST = "/api/v1/workflows";

/** Texts that only JSON can carry: as bytes they are no UTF-8, or another text. */
const ONLY_JSON = ["half of a surrogate pair", "UTF-16 read as UTF-8"];

/** The caps of bodies; what is longer is not parsed. */
const [MOST_YAML, MOST_JSON] = [256 * 1024, 1024 * 1024];

Deno.test("a hostile text is 422 with its code, by every way in", async (step) => {
  await using test = await openApp();
  const head = await test.store.head("main");
  const { etag } = await test.services.workflows.read("hello");
  const replace = { "if-match": `"${etag}"` };
  for (const [what, [text, code]] of Object.entries(HOSTILE_TEXTS)) {
    await step.step(what, async () => {
      const ways: [string, Response][] = [
        ["created", await test.ask(LIST, put("POST", { name: "x", text }))],
        ["put", await test.ask(`${LIST}/x`, put("PUT", { text }, { "if-none-match": "*" }))],
        ["replaced", await test.ask(`${LIST}/hello`, put("PUT", { text }, replace))],
      ];
      if (!ONLY_JSON.includes(what)) ways.push(["as YAML", await asYaml(test, text)]);
      for (const [way, response] of ways) {
        const { error } = await response.json();
        const isYaml = way === "as YAML";
        if (isYaml ? text.length > MOST_YAML : JSON.stringify({ text }).length > MOST_JSON) {
          assert.deepEqual([response.status, error.code], [413, "too_large"], way);
          continue;
        }
        assert.deepEqual([response.status, error.code], [422, "unprocessable"], way);
        const codes = error.details.problems.map(({ code }: { code?: string }) => code);
        // A text that is too long is refused by the route, whose problems have no code of their own.
        if (code === "too_large") assert.equal(codes.length, 1);
        else assert.ok(codes.includes(code), `${way}: ${codes}`);
      }
      assert.equal(await test.store.head("main"), head);
      assert.equal(({} as { polluted?: unknown }).polluted, undefined);
      assert.equal((await test.ask("/healthz")).status, 200);
    });
  }
});

Deno.test("bombs that somebody pushed disturb neither the list nor other workflows", async () => {
  await using test = await openApp();
  const bombs = Object.entries(HOSTILE_TEXTS)
    .map(([what, [text]], index) => ({ what, name: `bomb-${index}`, text }));
  await test.store.commit({
    branch: "main",
    base: await test.store.head("main"),
    files: bombs.map(({ name, text }) => ({ path: `workflows/${name}.yaml`, content: text })),
    message: "Push bombs",
    author: { name: "Grace", email: "grace@example.com" },
  });
  test.pass(60_000);
  const list = await (await test.ask(`${LIST}?per_page=100`, { as: "viewer" })).json();
  const items = new Map<string, Item>(list.items.map((item: Item) => [item.name, item]));
  assert.equal(items.size, bombs.length + 7);
  for (const { what, name } of bombs) {
    const { errors, problem } = items.get(name)!;
    assert.ok(errors > 0, what);
    assert.ok(problem === undefined || problem.line >= 1, what);
    const read = await test.ask(`${LIST}/${name}`, { as: "viewer" });
    const opened = await read.json();
    assert.deepEqual([read.status, opened.problems.length > 0], [200, true], what);
    await test.ask(`${LIST}/${name}/nodes`, { as: "viewer" }).then(isAnswered);
    await test.ask(`${LIST}/${name}/layout`, { as: "viewer" }).then(isAnswered);
    const json = { workflow: name, environment: "local" };
    await test.ask("/api/v1/generate/kubernetes", put("POST", { name })).then(isAnswered);
    await test.ask("/api/v1/deployments", put("POST", json)).then(isAnswered);
  }
  const shop = await (await test.ask(`${LIST}/shop`, { as: "viewer" })).json();
  const codes = shop.problems.map(({ code }: { code: string }) => code);
  // What rules say of it is all.
  assert.deepEqual(codes.filter((code: string) => !code.startsWith("rule/")), []);
  assert.equal(items.get("shop")!.errors, 0);
});

Deno.test("everything that is wrong is told in one answer, with its place", async () => {
  await using test = await openApp();
  const text = `apiVersion: celestra/v1
kind: Application
metadata: { name: other }
spec:
  nodes:
    a: { component: app, colour: red }
    B: { component: nothing }
  connections:
    - { from: a.endpoint, to: a.requires }
    - { from: a.endpoint, to: c.requires }
`;
  const response = await test.ask(LIST, put("POST", { name: "x", text }));
  const { error } = await response.json();
  assert.equal(response.status, 422);
  const problems: { code: string; line: number }[] = error.details.problems;
  assert.deepEqual(problems.map(({ code, line }) => `${line} ${code}`).sort(), [
    "10 dangling_connection",
    "3 name_mismatch",
    "6 unknown_field",
    "7 invalid_id",
    "7 unknown_component",
    "9 self_connection",
  ]);
});

Deno.test("a layout with coordinates that no canvas has is refused", async () => {
  await using test = await openApp();
  const path = `${LIST}/hello/layout`;
  const etag = (await test.ask(path, { as: "viewer" })).headers.get("etag")!;
  for (const x of ["1000000000", ".nan", ".inf", "-.inf", "1e999"]) {
    const text = `apiVersion: celestra/v1
kind: Layout
metadata: { name: hello }
nodes: { web: { x: ${x}, y: 0 } }
`;
    const response = await test.ask(path, put("PUT", { text }, { "if-match": etag }));
    assert.equal(response.status, 422, x);
    await response.body?.cancel();
  }
});

interface Item {
  readonly name: string;
  readonly errors: number;
  readonly problem?: { readonly line: number };
}

/** Answered as something that was asked wrongly, and not as a fault of ours. */
async function isAnswered(response: Response): Promise<void> {
  const text = await response.text();
  assert.ok(response.status < 500, `${response.status}: ${text}`);
}

function put(method: string, json: unknown, headers: Record<string, string> = {}) {
  return { as: "deployer", method, json, headers } as const;
}

function asYaml({ ask }: TestApp, body: string): Promise<Response> {
  const headers = { "content-type": "application/yaml", "if-none-match": "*" };
  return ask(`${LIST}/x`, { as: "editor", method: "PUT", headers, body });
}
