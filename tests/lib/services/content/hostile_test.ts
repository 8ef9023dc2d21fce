import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { LocatedProblem } from "../../../../lib/model/problem.ts";
import { HOSTILE_TEXTS } from "./hostile_texts.ts";
import { ada, houseOn, textOf } from "./house.ts";

for (const [what, [text, code]] of Object.entries(HOSTILE_TEXTS)) {
  Deno.test(`${what}: refused quickly with everything that is wrong`, async () => {
    const { workflows, store } = await houseOn();
    const head = await store.head("main");
    const started = performance.now();
    const error = await workflows.create("x", { text }, ada).then(() => undefined, (e) => e);
    const spent = performance.now() - started;
    assert.ok(error instanceof AppError, `${error}`);
    assert.equal(error.code, "unprocessable");
    const problems = error.details.problems as LocatedProblem[];
    assert.ok(problems.some((problem) => problem.code === code), JSON.stringify(problems[0]));
    assert.ok(spent < 1000, `it took ${spent} ms`);
    assert.equal(await store.head("main"), head);
    assert.equal(({} as Record<string, unknown>).polluted, undefined);
  });
}

Deno.test("everything that is wrong is told at once", async () => {
  const { workflows } = await houseOn();
  const text = textOf(
    "y",
    "{ a: { component: app, colour: red }, B: { component: nothing } }",
    "[{ from: a.endpoint, to: a.requires }, { from: a.endpoint, to: c.requires }]",
  );
  const error = await workflows.create("x", { text }, ada).then(() => undefined, (e) => e);
  const codes = (error.details.problems as LocatedProblem[]).map(({ code }) => code);
  assert.deepEqual(codes.sort(), [
    "dangling_connection",
    "invalid_id",
    "name_mismatch",
    "self_connection",
    "unknown_component",
    "unknown_field",
  ]);
});

Deno.test("a hostile layout is refused", async () => {
  const { workflows } = await houseOn();
  const { etag } = await workflows.layout("hello");
  const layout = (rest: string) =>
    `apiVersion: celestra/v1\nkind: Layout\nmetadata: { name: hello }\n${rest}`;
  const hostile = [
    "nodes: { web: { x: 1000000000, y: 0 } }\n",
    "nodes: { web: { x: .nan, y: 0 } }\n",
    "nodes: { web: { x: 0, y: -.inf } }\n",
    "nodes: { web: { x: 0, y: 0, width: -1 } }\n",
    "nodes: { web: { x: 0, y: 0, color: 'red; background: url(//x)' } }\n",
    "nodes: { __proto__: { x: 0, y: 0 } }\n",
    "notes: { __proto__: { polluted: true } }\n",
    "notes: { a: { x: 0, y: 0, width: 1, height: 1, text: " + "x".repeat(20_000) + " } }\n",
    "nodes: []\n",
    "a: &a [*a]\n",
  ];
  for (const rest of hostile) {
    const error = await workflows.replaceLayout("hello", { text: layout(rest) }, etag, ada)
      .then(() => undefined, (e) => e);
    assert.equal(error?.code, "unprocessable", rest.slice(0, 60));
  }
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

Deno.test("operations with hostile names and values change nothing that they should not", async () => {
  const { workflows } = await houseOn();
  const { etag, text } = await workflows.read("hello");
  const operations = [
    { op: "set", node: "__proto__", path: ["polluted"], value: true },
    { op: "set", node: "web", path: ["__proto__", "polluted"], value: true },
    { op: "set", node: "web", path: ["constructor", "prototype", "polluted"], value: true },
    { op: "set", node: "web", path: ["env"], value: JSON.parse('{"__proto__":{"polluted":"1"}}') },
    { op: "add-node", node: "__proto__", component: "app" },
    { op: "add-node", node: "a", component: "app", config: JSON.parse('{"__proto__":{}}') },
    { op: "add-node", node: "a\nb", component: "app" },
    { op: "add-node", node: "a", component: "__proto__" },
    { op: "set-title", node: "web", value: "\0" },
    { op: "set-title", node: "web", value: "x".repeat(300_000) },
    { op: "set-group", node: "web", value: "__proto__" },
    { op: "connect", from: "__proto__.x", to: "web.requires" },
    { op: "move", node: "web", x: NaN, y: 0 },
    { op: "move", node: "web", x: 1e9, y: 0 },
    { op: "move", node: "__proto__", x: 0, y: 0 },
  ];
  for (const operation of operations) {
    const result = await workflows.patch("hello", { operations: [operation as never] }, etag, ada)
      .then((saved) => saved, (error) => error);
    if (result instanceof Error) {
      assert.ok(result instanceof AppError, `${JSON.stringify(operation)}: ${result.stack}`);
      assert.ok(["invalid_input", "unprocessable", "not_supported"].includes(result.code));
    } else assert.fail(`${JSON.stringify(operation)} was saved`);
  }
  assert.equal((await workflows.read("hello")).text, text);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});
