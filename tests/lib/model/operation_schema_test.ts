import assert from "node:assert/strict";
import type { Json } from "../../../lib/model/json.ts";
import { pathText } from "../../../lib/model/json.ts";
import {
  MAX_OPERATIONS,
  operationProblems,
  OperationSchema,
} from "../../../lib/model/operation_schema.ts";
import type { Operation } from "../../../lib/model/operation.ts";
import { check } from "../../../lib/model/schema_check.ts";

const source = {
  workflow: { of: "00", pieces: [{ at: 0, length: 0, text: "a" }] },
  layout: { of: "00", pieces: null },
};

const GOOD: readonly Operation[] = [
  { op: "add-node", node: "web", component: "app" },
  {
    op: "add-node",
    node: "web",
    component: "app",
    title: "Web",
    description: "Pages",
    group: "front",
    config: { a: { b: [1, null] } },
    connections: [{ from: "db.endpoint", to: "web.requires", order: false }],
    source,
  },
  { op: "remove-node", node: "web", source },
  { op: "set", node: "web", path: ["ports", { name: "http" }, 0, "port"], value: null },
  { op: "set", node: "web", path: [], value: {} },
  { op: "unset", node: "web", path: ["ports"] },
  { op: "connect", from: "db.endpoint", to: "web.requires" },
  { op: "disconnect", from: "db.endpoint", to: "web.requires" },
  { op: "set-title", node: "web", value: "" },
  { op: "set-group", node: "web", value: null },
  { op: "move", node: "web", x: -1.5, y: 1e6 },
  { op: "move", node: "web", x: null, y: null },
  { op: "rename-node", node: "web", to: "site" },
  { op: "insert", node: "web", path: ["args"], index: 0, value: "a" },
  { op: "remove", node: "web", path: ["args"], index: 0 },
  { op: "set-description", node: "web", value: "" },
  { op: "set-component", node: "web", value: "job" },
  { op: "set-metadata", path: ["labels", "team"], value: "web" },
  { op: "set-metadata", path: ["labels"], value: { team: "web" } },
  { op: "set-spec", path: ["namespace"], value: null },
  { op: "resize", node: "web", width: 10, height: 20.5 },
  { op: "resize", node: "web", width: null, height: null },
  { op: "set-color", node: "web", value: "red" },
  { op: "set-color", node: "web", value: null },
  { op: "add-note", note: "a", x: 1, y: 2, width: 3, height: 4, text: "b", color: "red" },
  { op: "set-note", note: "a", x: 1, y: 2, width: 3, height: 4, text: "" },
  { op: "remove-note", note: "a" },
];

function faultsOf(json: unknown): string[] {
  return operationProblems(json as Json).map(({ path, message }) => `${pathText(path)} ${message}`);
}

Deno.test("operationProblems() takes every operation, alone and in a list", () => {
  assert.deepEqual(operationProblems(GOOD as unknown as Json), []);
  assert.deepEqual(operationProblems([]), []);
  for (const one of GOOD) assert.deepEqual(check(OperationSchema, one as unknown as Json), []);
});

Deno.test("operationProblems() tells every fault of every operation with its path", () => {
  assert.deepEqual(
    faultsOf([{ op: "set", node: 5, path: "a", value: 1 }, 7, {
      op: "connect",
      from: "a.b",
      x: 1,
    }]),
    [
      "[0].node must be text, not 5",
      '[0].path must be a list such as [ports, { name: http }, port], not "a"',
      "[1] must be a map, not 7",
      "[2].x is not a known field; expected op, from, to, order, source",
      "[2].to is missing; expected text",
    ],
  );
});

const BAD: readonly (readonly [unknown, RegExp])[] = [
  [{ op: "rename" }, /^\[0\]\.op must be add-node, .* or remove-note, not "rename"$/],
  [{}, /^\[0\]\.op is missing; expected add-node/],
  [{ op: "toString" }, /^\[0\]\.op must be/],
  [JSON.parse('{"op": "unset", "node": "a", "path": [], "__proto__": {}}'), /is not a known field/],
  [
    JSON.parse('{"op": "set", "node": "a", "path": [], "value": {"a": [{"__proto__": 1}]}}'),
    /is no name/,
  ],
  [
    JSON.parse('{"op": "add-node", "node": "a", "component": "b", "config": {"__proto__": 1}}'),
    /is no name/,
  ],
  [{ op: "set", node: "a", path: ["constructor", "x"], value: 1 }, /^\[0\]\.path\[0\] is no name$/],
  [{ op: "unset", node: "a", path: [-1] }, /path\[0\]/],
  [{ op: "unset", node: "a", path: [1.5] }, /path\[0\]/],
  [{ op: "unset", node: "a", path: [{ name: "a", x: 1 }] }, /path\[0\]\.x is not a known field/],
  [{ op: "unset", node: "a", path: [{ id: "a" }] }, /path\[0\]\.id is not a known field/],
  [{ op: "unset", node: "a", path: Array(65).fill("a") }, /path must hold at most 64 entries/],
  [{ op: "move", node: "a", x: 1, y: null }, /^\[0\]\.y must be a number where x is one/],
  [{ op: "move", node: "a", x: 1e7, y: 0 }, /^\[0\]\.x must be a number from/],
  [{ op: "move", node: "a", x: "1", y: 0 }, /^\[0\]\.x must be a number/],
  [{ op: "set-title", node: "a", value: null }, /value must be text/],
  [{ op: "set-title", node: "a", value: "x".repeat(201) }, /value must be at most 200/],
  [{ op: "connect", from: "a.b", to: "c.d", order: "no" }, /order must be true or false/],
  [{
    op: "move",
    node: "a",
    x: 0,
    y: 0,
    source: { layout: { of: "", pieces: [{ at: -1, length: 0, text: "" }] } },
  }, /at must be/],
  [
    { op: "move", node: "a", x: 0, y: 0, source: { other: 1 } },
    /source\.other is not a known field/,
  ],
];

for (const [json, message] of BAD) {
  Deno.test(`operationProblems() refuses ${JSON.stringify(json).slice(0, 90)}`, () => {
    const faults = faultsOf([json]);
    assert.ok(faults.some((fault) => message.test(fault)), faults.join("\n"));
  });
}

Deno.test("operationProblems() refuses what is nested too deep, and does not fall over it", () => {
  const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
  const faults = faultsOf([{ op: "set", node: "a", path: [], value: deep }]);
  assert.equal(faults.length, 1);
  assert.match(faults[0]!, /is nested deeper than 64 levels$/);
});

Deno.test("operationProblems() refuses what is no list, and lists that are too long", () => {
  assert.deepEqual(faultsOf({ op: "unset" }), [" must be a list, not a map"]);
  const many = Array(MAX_OPERATIONS + 1).fill(GOOD[0]);
  assert.deepEqual(faultsOf(many), [` must hold at most 1000 entries, not 1001`]);
});
