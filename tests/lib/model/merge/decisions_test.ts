import assert from "node:assert/strict";
import type { Drawing } from "../../../../lib/model/diff.ts";
import type { Json } from "../../../../lib/model/json.ts";
import type { Conflict } from "../../../../lib/model/merge.ts";
import {
  canDecide,
  type Decision,
  decisionOperations,
} from "../../../../lib/model/merge/decisions.ts";
import type { Operation, OperationPath } from "../../../../lib/model/operation.ts";
import type { Workflow, WorkflowNode } from "../../../../lib/model/workflow.ts";

/** A drawing of nodes; `a > b` joins two of them. */
function drawing(nodes: Record<string, Partial<WorkflowNode>>, ...joined: string[]): Drawing {
  const workflow: Workflow = {
    kind: "Application",
    name: "shop",
    labels: {},
    nodes: new Map(
      Object.entries(nodes).map((
        [id, node],
      ) => [id, { id, component: "app", config: {}, ...node }]),
    ),
    connections: joined.map((text) => {
      const [from, to] = text.split(" > ");
      return {
        from: { node: from!, port: "endpoint" },
        to: { node: to!, port: "requires" },
        order: true,
      };
    }),
    conflicts: [],
  };
  return { workflow, layout: { name: "shop", nodes: {}, notes: {} } };
}

interface Sides {
  readonly base?: Json;
  readonly ours?: Json;
  readonly theirs?: Json;
}

function conflict(node: string | null, path: OperationPath, sides: Sides = {}): Conflict {
  return { node, path, base: null, ours: null, theirs: null, ...sides };
}

const PLAIN = drawing({ api: {}, db: {} });

/** What one decision comes to, in a drawing that all versions share. */
function operations(one: Conflict, decision: Decision, versions = PLAIN): Operation[] {
  const sides = { base: versions, ours: versions, theirs: versions };
  return decisionOperations([{ conflict: one, decision }], {
    versions: sides,
    merged: PLAIN.workflow,
  });
}

Deno.test("a field becomes what a side says, or what somebody writes", () => {
  const field = conflict("api", ["config", "ports", { name: "http" }, "port"], {
    base: 1,
    ours: 2,
    theirs: 3,
  });
  const set = (value: Json): Operation[] => [
    { op: "set", node: "api", path: ["ports", { name: "http" }, "port"], value },
  ];
  assert.deepEqual(operations(field, { take: "theirs" }), set(3));
  assert.deepEqual(operations(field, { take: "base" }), set(1));
  assert.deepEqual(operations(field, { value: 4 }), set(4));
  assert.deepEqual(operations(field, { take: "ours" }), []);
  assert.deepEqual(operations(field, { value: 2 }), []);
});

Deno.test("a field that a side has not is taken away", () => {
  const field = conflict("api", ["config", "args"], { base: ["a"], ours: ["b"] });
  assert.deepEqual(operations(field, { take: "theirs" }), [
    { op: "unset", node: "api", path: ["args"] },
  ]);
});

Deno.test("what is no config has operations of its own", () => {
  const cases: [OperationPath, Sides, Operation][] = [
    [["title"], { ours: "A", theirs: "B" }, { op: "set-title", node: "api", value: "B" }],
    [["title"], { ours: "A" }, { op: "set-title", node: "api", value: "" }],
    [["description"], { ours: "A", theirs: "B" }, {
      op: "set-description",
      node: "api",
      value: "B",
    }],
    [["group"], { ours: "x", theirs: "db" }, { op: "set-group", node: "api", value: "db" }],
    [["group"], { ours: "x" }, { op: "set-group", node: "api", value: null }],
    [["component"], { ours: "a", theirs: "b" }, { op: "set-component", node: "api", value: "b" }],
    [["config"], { ours: { a: 1 }, theirs: [] }, { op: "set", node: "api", path: [], value: [] }],
    [["id"], { base: "old", ours: "api", theirs: "web" }, {
      op: "rename-node",
      node: "api",
      to: "web",
    }],
  ];
  for (const [path, sides, operation] of cases) {
    assert.deepEqual(operations(conflict("api", path, sides), { take: "theirs" }), [operation]);
  }
});

Deno.test("what is of the workflow itself is set there", () => {
  const title = conflict(null, ["metadata", "labels", "team"], { ours: "a", theirs: "b" });
  assert.deepEqual(operations(title, { take: "theirs" }), [
    { op: "set-metadata", path: ["labels", "team"], value: "b" },
  ]);
  const namespace = conflict(null, ["spec", "namespace"], { ours: "a" });
  assert.deepEqual(operations(namespace, { take: "theirs" }), [
    { op: "set-spec", path: ["namespace"], value: null },
  ]);
});

Deno.test("a note comes, goes, or says what a side says", () => {
  const note = { x: 1, y: 2, width: 3, height: 4, text: "hello" };
  const at = (sides: Sides) =>
    operations(conflict(null, ["notes", "n"], sides), { take: "theirs" });
  assert.deepEqual(at({ theirs: note }), [{ op: "add-note", note: "n", ...note }]);
  assert.deepEqual(at({ ours: { ...note, text: "x" }, theirs: note }), [
    { op: "set-note", note: "n", ...note },
  ]);
  assert.deepEqual(at({ ours: note }), [{ op: "remove-note", note: "n" }]);
});

Deno.test("a connection goes, comes back, or waits otherwise", () => {
  const ends = { from: "db.endpoint", to: "api.requires" };
  const at = (sides: Sides) =>
    operations(conflict("api", ["connections", "db.endpoint -> api.requires"], sides), {
      take: "theirs",
    });
  assert.deepEqual(at({ ours: { ...ends, order: false } }), [{ op: "disconnect", ...ends }]);
  assert.deepEqual(at({ theirs: { ...ends, order: true } }), [{ op: "connect", ...ends }]);
  assert.deepEqual(at({ ours: { ...ends, order: true }, theirs: { ...ends, order: false } }), [
    { op: "disconnect", ...ends },
    { op: "connect", ...ends, order: false },
  ]);
});

Deno.test("a node goes, or is all that a side says", () => {
  const gone = conflict("api", [], { base: {}, ours: { component: "app" } });
  assert.deepEqual(operations(gone, { take: "theirs" }), [{ op: "remove-node", node: "api" }]);
  const other = conflict("api", [], {
    ours: { component: "app", title: "A", config: { a: 1 } },
    theirs: { component: "job", config: { b: 2 } },
  });
  assert.deepEqual(operations(other, { take: "theirs" }), [
    { op: "set-component", node: "api", value: "job" },
    { op: "set-title", node: "api", value: "" },
    { op: "set", node: "api", path: [], value: { b: 2 } },
  ]);
});

Deno.test("of a node that both made, what both say alike stays as it is written", () => {
  const whole = conflict("api", [], {
    ours: { component: "app", title: "", config: { image: "web:1" } },
    theirs: { component: "job", title: "", config: { image: "web:1" } },
  });
  assert.deepEqual(operations(whole, { take: "theirs" }), [
    { op: "set-component", node: "api", value: "job" },
  ]);
});

Deno.test("nodes come back with their place and what they were joined to, as far as that is there", () => {
  const before = drawing(
    { api: {}, db: {}, cache: { title: "C" }, queue: {} },
    "cache > api",
    "queue > cache",
    "gone > cache",
  );
  const layout = {
    name: "shop",
    nodes: { cache: { x: 1, y: 2, width: 3, height: 4, color: "#abc" } },
    notes: {},
  };
  const theirs = { ...before, layout };
  const json = (id: string): Json => {
    const { id: _, ...node } = before.workflow.nodes.get(id)!;
    return node as unknown as Json;
  };
  const decided = ["cache", "queue"].map((node) => ({
    conflict: conflict(node, [], { base: {}, theirs: json(node) }),
    decision: { take: "theirs" } as const,
  }));
  const versions = { base: theirs, ours: PLAIN, theirs };
  assert.deepEqual(decisionOperations(decided, { versions, merged: PLAIN.workflow }), [
    { op: "add-node", node: "cache", component: "app", title: "C", config: {} },
    { op: "add-node", node: "queue", component: "app", config: {} },
    { op: "connect", from: "cache.endpoint", to: "api.requires" },
    { op: "connect", from: "queue.endpoint", to: "cache.requires" },
    { op: "move", node: "cache", x: 1, y: 2 },
    { op: "resize", node: "cache", width: 3, height: 4 },
    { op: "set-color", node: "cache", value: "#abc" },
  ]);
});

Deno.test("what goes goes after what names it, and an id changes last", () => {
  const decided = [
    conflict("api", ["id"], { base: "old", ours: "api", theirs: "web" }),
    conflict("db", [], { base: {}, ours: { component: "app" } }),
    conflict("api", ["config", "a"], { ours: 1, theirs: 2 }),
  ].map((one) => ({ conflict: one, decision: { take: "theirs" } as const }));
  const versions = { base: PLAIN, ours: PLAIN, theirs: PLAIN };
  const made = decisionOperations(decided, { versions, merged: PLAIN.workflow });
  assert.deepEqual(made.map(({ op }) => op), ["set", "remove-node", "rename-node"]);
});

Deno.test("no side decides a graph or a kind, and no value decides more than a field", () => {
  const [take, value] = [{ take: "theirs" } as const, { value: 1 }];
  const can = (node: string | null, path: OperationPath) =>
    [take, value].map((decision) => canDecide(conflict(node, path), decision));
  assert.deepEqual(can("api", ["graph"]), [false, false]);
  assert.deepEqual(can(null, ["kind"]), [false, false]);
  assert.deepEqual(can("api", []), [true, false]);
  assert.deepEqual(can("api", ["id"]), [true, false]);
  assert.deepEqual(can("api", ["connections", "a.b -> c.d"]), [true, false]);
  assert.deepEqual(can(null, ["notes", "n"]), [true, false]);
  assert.deepEqual(can("api", ["config", "notes"]), [true, true]);
  assert.deepEqual(can(null, ["metadata", "title"]), [true, true]);
});
