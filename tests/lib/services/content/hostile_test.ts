import assert from "node:assert/strict";
import { AppError } from "../../../../lib/model/error.ts";
import type { LocatedProblem } from "../../../../lib/model/problem.ts";
import { ada, APP, houseOn, textOf } from "./house.ts";

const nodes = (count: number) =>
  "\n" + Array.from({ length: count }, (_, index) => `    n${index}: ${APP}\n`).join("");
const join = (from: string, to: string) => `    - { from: ${from}.endpoint, to: ${to}.requires }\n`;
const joins = (count: number, of: (index: number) => string) =>
  "\n" + Array.from({ length: count }, (_, index) => of(index)).join("");

/** Texts made to stall, fill or fool whoever reads them, with a fault that each must be told. */
const TEXTS: Readonly<Record<string, readonly [text: string, code: string]>> = {
  "5,000 nodes": [
    textOf("x", joins(5000, (i) => `    n${i}: { component: app }\n`)),
    "limit_exceeded",
  ],
  "a billion laughs": [
    "a: &a [x,x,x,x,x,x,x,x,x]\n" +
    [..."bcdefghi"].map((key, index) =>
      `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(",")}]\n`
    ).join(""),
    "alias_limit",
  ],
  "10,000 open brackets": ["[".repeat(10_000), "limit_exceeded"],
  "500 levels of maps": [
    Array.from({ length: 500 }, (_, index) => `${" ".repeat(index)}a:\n`).join(""),
    "limit_exceeded",
  ],
  "a scalar of 1 MB": [`a: ${"x".repeat(1024 * 1024)}\n`, "too_large"],
  "100,000 keys": [Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join(""), "too_large"],
  "merge keys": [textOf("x", "{ a: { <<: { component: app } } }"), "unsupported_yaml"],
  "a key twice": [textOf("x", "{ a: {}, a: {} }"), "duplicate_key"],
  "two documents": [textOf("x") + "---\n" + textOf("x"), "unsupported_yaml"],
  "an unknown tag": [textOf("x", "!!python/object {}"), "unsupported_yaml"],
  "a NUL": [textOf("x") + "# \0\n", "forbidden_character"],
  "a byte order mark inside": [textOf("x") + "# \ufeff\n", "forbidden_character"],
  "a line separator": [textOf("x") + "# \u2028\n", "forbidden_character"],
  "UTF-16 read as UTF-8": [[...textOf("x")].join("\0"), "encoding"],
  "half of a surrogate pair": [textOf("x") + "# \ud800\n", "encoding"],
  "a key __proto__": [textOf("x", "{ __proto__: { component: app } }"), "forbidden_key"],
  "a config with __proto__": [
    textOf("x", '{ a: { component: app, config: { "__proto__": { polluted: true } } } }'),
    "forbidden_key",
  ],
  "a node constructor": [textOf("x", "{ constructor: { component: app } }"), "forbidden_key"],
  "a component toString": [textOf("x", "{ a: { component: toString } }"), "unknown_component"],
  "a component __proto__": [textOf("x", "{ a: { component: __proto__ } }"), "unknown_component"],
  "a port hasOwnProperty": [
    textOf("x", nodes(2), "\n    - { from: n0.hasOwnProperty, to: n1.valueOf }\n"),
    "unknown_port",
  ],
  "a circle of 400 nodes": [
    textOf("x", nodes(400), joins(400, (i) => join(`n${i}`, `n${(i + 1) % 400}`))),
    "cycle",
  ],
  "edges to oneself": [textOf("x", nodes(1), joins(9, () => join("n0", "n0"))), "self_connection"],
  "edges to nothing": [
    textOf("x", nodes(1), joins(1000, (i) => join("n0", `m${i}`))),
    "dangling_connection",
  ],
  "1,000 edges between two nodes": [
    textOf("x", nodes(2), joins(1000, () => join("n0", "n1"))),
    "duplicate_connection",
  ],
  "3,000 edges": [textOf("x", nodes(2), joins(3000, () => join("n0", "n1"))), "limit_exceeded"],
  "a node of 100 KiB": [
    textOf("x", `{ a: { component: app, config: { image: ${"a".repeat(100 * 1024)} } } }`),
    "limit_exceeded",
  ],
  "a merge that is not resolved": [textOf("x") + "conflicts: [{}]\n", "unresolved_conflict"],
};

for (const [what, [text, code]] of Object.entries(TEXTS)) {
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
