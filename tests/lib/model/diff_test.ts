import assert from "node:assert/strict";
import { compare, isEmpty, isOnlyLayout } from "../../../lib/model/diff.ts";
import type { Json } from "../../../lib/model/json.ts";
import { operationsBetween } from "../../../lib/model/operations_between.ts";
import { type Sketch, sketch } from "./sketch.ts";

const IMAGE = { image: "ghcr.io/acme/api:1.4.2", replicas: 2, env: { LOG: "info" } };

function between(base: Sketch, head: Sketch) {
  return compare(sketch(base), sketch(head));
}

/** The fields of a node that differ where its config does. */
function fieldsBetween(before: Record<string, Json>, after: Record<string, Json>) {
  const { nodes } = between(
    { nodes: { api: { config: before } } },
    { nodes: { api: { config: after } } },
  );
  assert.deepEqual(nodes.map(({ node, change }) => [node, change]), [["api", "changed"]]);
  return nodes[0]!.fields;
}

Deno.test("compare() tells nodes that came, went and changed, in the order of their ids", () => {
  const { nodes } = between(
    { nodes: { zoo: { component: "job" }, api: { config: IMAGE } } },
    { nodes: { cache: { title: "Cache" }, api: { config: { ...IMAGE, replicas: 3 } } } },
  );
  assert.deepEqual(nodes, [
    {
      node: "api",
      component: "app",
      change: "changed",
      fields: [{ path: ["config", "replicas"], before: 2, after: 3 }],
    },
    { node: "cache", component: "app", title: "Cache", change: "added", fields: [] },
    { node: "zoo", component: "job", change: "removed", fields: [] },
  ]);
});

Deno.test("a node under another id is one rename, and what names it has not changed", () => {
  const difference = between({
    nodes: {
      db: { component: "stateful-app", config: IMAGE },
      api: { config: { bind: { db: { host: "DB" } } } },
    },
    connections: ["db.endpoint -> api.requires"],
    places: { db: { x: 1, y: 2 } },
  }, {
    nodes: {
      database: { component: "stateful-app", config: IMAGE },
      api: { config: { bind: { database: { host: "DB" } } } },
    },
    connections: ["database.endpoint -> api.requires"],
    places: { database: { x: 1, y: 2 } },
  });
  assert.deepEqual(difference, {
    fields: [],
    nodes: [{
      node: "database",
      component: "stateful-app",
      change: "renamed",
      was: "db",
      fields: [],
    }],
    connections: [],
    places: [],
    notes: [],
  });
});

Deno.test("a node that moved its id may have changed a field besides", () => {
  const { nodes } = between(
    { nodes: { db: { config: IMAGE } } },
    { nodes: { database: { config: { ...IMAGE, replicas: 3 } } } },
  );
  assert.deepEqual(nodes, [{
    node: "database",
    component: "app",
    change: "renamed",
    was: "db",
    fields: [{ path: ["config", "replicas"], before: 2, after: 3 }],
  }]);
});

Deno.test("of two nodes that could be the renamed one, it is the one with more in common", () => {
  const { nodes } = between(
    { nodes: { api: { config: IMAGE } } },
    { nodes: { a: { config: { ...IMAGE, replicas: 9 } }, b: { config: IMAGE } } },
  );
  assert.deepEqual(nodes.map(({ node, change, was }) => [node, change, was]), [
    ["a", "added", undefined],
    ["b", "renamed", "api"],
  ]);
});

for (
  const [what, one, other] of [
    ["have little in common", { config: IMAGE }, { config: { ...IMAGE, image: "x", env: {} } }],
    ["are of two components", { config: IMAGE }, { config: IMAGE, component: "job" }],
    ["say nothing", {}, {}],
  ] as const
) {
  Deno.test(`a node that went and one that came are no rename where they ${what}`, () => {
    const { nodes } = between({ nodes: { one } }, { nodes: { other } });
    assert.deepEqual(nodes.map(({ node, change }) => [node, change]), [
      ["one", "removed"],
      ["other", "added"],
    ]);
  });
}

Deno.test("where nodes only moved, nothing logical changed", () => {
  const nodes = { api: { config: IMAGE } };
  const difference = between(
    { nodes, places: { api: { x: 0, y: 0 } } },
    { nodes, places: { api: { x: 300, y: 0, color: "blue" } } },
  );
  assert.ok(isOnlyLayout(difference) && !isEmpty(difference));
  assert.deepEqual(difference.places, [
    { node: "api", before: { x: 0, y: 0 }, after: { x: 300, y: 0, color: "blue" } },
  ]);
});

Deno.test("a node's group, title and component are fields beside its config", () => {
  const { nodes } = between(
    { nodes: { api: { title: "API", group: "back", config: IMAGE } } },
    { nodes: { api: { title: "", group: "front", component: "job", config: IMAGE } } },
  );
  assert.deepEqual(nodes[0]!.fields, [
    { path: ["component"], before: "app", after: "job" },
    { path: ["title"], before: "API" },
    { path: ["group"], before: "back", after: "front" },
  ]);
});

Deno.test("items of a list are told apart by their names, wherever they stand", () => {
  const [http, admin, metrics] = [
    { name: "http", port: 8080 },
    { name: "admin", port: 9000 },
    { name: "metrics", port: 9090 },
  ];
  const fields = fieldsBetween(
    { ports: [admin, http] },
    { ports: [{ ...http, port: 80 }, metrics] },
  );
  assert.deepEqual(fields, [
    { path: ["config", "ports", { name: "http" }, "port"], before: 8080, after: 80 },
    { path: ["config", "ports", { name: "admin" }], before: admin },
    { path: ["config", "ports", { name: "metrics" }], after: metrics },
  ]);
});

Deno.test("items of a list are told apart by their keys where they have no names", () => {
  assert.deepEqual(
    fieldsBetween(
      { rules: [{ key: "a", on: true }, { key: "b" }] },
      { rules: [{ key: "a", on: false }, { key: "b" }] },
    ),
    [{ path: ["config", "rules", { key: "a" }, "on"], before: true, after: false }],
  );
});

for (
  const [what, before, after] of [
    ["in another order", [{ name: "a" }, { name: "b" }], [{ name: "b" }, { name: "a" }]],
    ["without names", ["a", "b"], ["a", "c"]],
    ["where two items have one name", [{ name: "a" }, { name: "a" }], [{ name: "a" }]],
    ["that was empty", [], [{ name: "a" }]],
  ] as const
) {
  Deno.test(`a list ${what} is one field`, () => {
    assert.deepEqual(fieldsBetween({ list: before }, { list: after }), [
      { path: ["config", "list"], before, after },
    ]);
  });
}

Deno.test("a connection that waits otherwise changed; one with another end went and came", () => {
  const { connections } = between(
    { connections: ["db.endpoint -> api.requires", "a.endpoint -> api.requires"] },
    { connections: ["db.endpoint -> api.requires~", "b.endpoint -> api.requires"] },
  );
  assert.deepEqual(connections, [
    { from: "a.endpoint", to: "api.requires", order: true, change: "removed" },
    { from: "b.endpoint", to: "api.requires", order: true, change: "added" },
    { from: "db.endpoint", to: "api.requires", order: false, change: "changed" },
  ]);
});

Deno.test("the order of nodes, connections and keys says nothing", () => {
  const difference = between({
    nodes: { a: { config: { x: 1, y: 2 } }, b: {} },
    connections: ["a.endpoint -> b.requires", "b.endpoint -> a.requires~"],
  }, {
    nodes: { b: {}, a: { config: { y: 2, x: 1 } } },
    connections: ["b.endpoint -> a.requires~", "a.endpoint -> b.requires"],
  });
  assert.ok(isEmpty(difference));
});

Deno.test("notes and fields of the workflow are compared too", () => {
  const note = { x: 0, y: 0, width: 9, height: 9, text: "Ask" };
  const difference = between(
    { title: "Shop", labels: { team: "web" }, notes: { a: note, b: note } },
    { namespace: "shop", labels: { team: "core" }, notes: { a: { ...note, text: "Tell" } } },
  );
  assert.deepEqual(difference.fields, [
    { path: ["metadata", "title"], before: "Shop" },
    { path: ["metadata", "labels", "team"], before: "web", after: "core" },
    { path: ["spec", "namespace"], after: "shop" },
  ]);
  assert.deepEqual(difference.notes, [
    { note: "a", before: note, after: { ...note, text: "Tell" } },
    { note: "b", before: note },
  ]);
  assert.ok(!isOnlyLayout(difference));
});

Deno.test("what a key is called says nothing about built-ins of the same name", () => {
  const fields = fieldsBetween({ data: { toString: "a" } }, { data: { constructor: "b" } });
  assert.deepEqual(fields, [
    { path: ["config", "data", "toString"], before: "a" },
    { path: ["config", "data", "constructor"], after: "b" },
  ]);
  const place = { x: 1, y: 2 };
  const nodes = { constructor: {} };
  const { places, notes } = between({ nodes }, {
    nodes,
    places: { constructor: place },
    notes: { constructor: { ...place, width: 3, height: 4, text: "Ask" } },
  });
  assert.deepEqual(places, [{ node: "constructor", after: place }]);
  assert.equal(Object.hasOwn(notes[0]!, "before"), false);
});

Deno.test("the operations for such keys set and unset them", () => {
  const [base, head] = [{ data: { toString: "a" } }, { data: { constructor: "b" } }]
    .map((config) => sketch({ nodes: { api: { config } } }));
  assert.deepEqual(operationsBetween(base!, head!), [
    { op: "unset", node: "api", path: ["data", "toString"] },
    { op: "set", node: "api", path: ["data", "constructor"], value: "b" },
  ]);
});
