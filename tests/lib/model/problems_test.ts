import assert from "node:assert/strict";
import { hasErrors } from "../../../lib/model/problem.ts";
import { problems } from "../../../lib/model/problems.ts";
import { LIMITS } from "../../../lib/model/workflow.ts";
import { codesOf, idsOf, toyOf, toyProblems, TOYS } from "./toys.ts";

const CLOCK = { kind: "Clock" };
/** A wheel for each id. */
function wheels(ids: readonly string[]): (readonly [string, string])[] {
  return ids.map((id) => [id, "wheel"]);
}

const WHEELS = { a: "wheel", b: "wheel", c: "wheel" };

Deno.test("problems() finds nothing wrong with a workflow that is right", () => {
  const connections = ["m.shaft -> w.axle", "m.shaft -> w.push", "n.battery ~> w.charge"];
  const nodes = {
    m: "motor",
    n: { config: { cells: [1] } },
    w: { component: "wheel", group: "g" },
  };
  assert.deepEqual(toyProblems({ ...nodes, g: "box" }, connections), []);
  assert.deepEqual(toyProblems({}), []);
});

Deno.test("problems() names the kinds when there is no such kind", () => {
  const [problem, ...others] = toyProblems({ m: "motor" }, [], { kind: "Toi" });
  assert.deepEqual(others, []);
  assert.deepEqual(problem, {
    code: "unknown_kind",
    severity: "error",
    path: ["kind"],
    message: 'There is no kind "Toi"; expected Toy, Clock',
    suggestion: "Toy",
  });
});

Deno.test("problems() leaves a missing kind to the shape of the file", () => {
  assert.deepEqual(toyProblems({ m: "motor" }, [], { kind: "" }), []);
});

Deno.test("problems() refuses what a workflow holds too much of, and judges the rest as well", () => {
  const limits = { ...LIMITS, nodes: 1, connections: 1 };
  const workflow = toyOf(WHEELS, ["a.rim -> b.axle", "b.rim -> c.axel"]);
  assert.deepEqual(
    problems(workflow, TOYS, limits).map(({ code, path, message }) => [code, path, message]),
    [
      ["limit_exceeded", ["spec", "nodes"], "A workflow holds at most 1 nodes, not 3"],
      ["limit_exceeded", ["spec", "connections"], "A workflow holds at most 1 connections, not 2"],
      [
        "unknown_port",
        ["spec", "connections", 1, "to"],
        'The component "wheel" has no input "axel"; expected axle, push, charge',
      ],
    ],
  );
});

Deno.test("problems() allows 500 nodes and 2,000 connections, and not one more", () => {
  assert.deepEqual(toyProblems(wheels(idsOf(500))), []);
  assert.deepEqual(codesOf(toyProblems(wheels(idsOf(501)))), ["limit_exceeded"]);
  const motors = idsOf(400).map((id) => [id, "motor"] as const);
  const connections = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => `${motors[index % 400]![0]}.shaft -> w${Math.floor(index / 400)}.push`,
    );
  const nodes = [
    ...motors,
    ...["w0", "w1", "w2", "w3", "w4", "w5"].map((id) => [id, "wheel"] as const),
  ];
  assert.deepEqual(toyProblems(nodes, connections(2000)), []);
  assert.deepEqual(codesOf(toyProblems(nodes, connections(2001))), ["limit_exceeded"]);
});

Deno.test("problems() refuses a merge that is not resolved, entry by entry", () => {
  const values = { base: 1, ours: 2, theirs: "x".repeat(99) };
  const conflicts = [{ node: "m", path: ["config", "speed"], ...values }, { node: "n" }];
  const found = toyProblems({ m: "motor" }, [], { conflicts });
  const shown = `m.config.speed: base 1, ours 2, theirs ${"x".repeat(60)}...`;
  assert.ok(found[0]!.message.includes(`: ${shown}; `), found[0]!.message);
  assert.equal(found[0]!.node, "m");
  assert.deepEqual(found.map(({ code, path }) => [code, path]), [
    ["unresolved_conflict", ["conflicts", 0]],
    ["unresolved_conflict", ["conflicts", 1]],
  ]);
  assert.equal(hasErrors(found), true);
});

Deno.test("problems() names a cycle with its way round, at the connection where it begins", () => {
  const connections = ["a.rim -> b.axle", "b.rim -> c.axle", "c.rim -> a.axle"];
  assert.deepEqual(toyProblems(WHEELS, connections, CLOCK), [{
    code: "cycle",
    severity: "error",
    node: "a",
    path: ["spec", "connections", 0],
    message: "These nodes wait for each other: a -> b -> c -> a; " +
      "set `order: false` on a connection that nobody needs to wait for",
  }]);
});

Deno.test("problems() lets a kind that is not acyclic go round", () => {
  const connections = ["a.rim -> b.axle", "b.rim -> a.axle"];
  assert.deepEqual(codesOf(toyProblems(WHEELS, connections, CLOCK)), ["cycle"]);
  assert.deepEqual(toyProblems(WHEELS, connections), []);
});

Deno.test("problems() checks cycles in a kind that it does not know", () => {
  const connections = ["a.rim -> b.axle", "b.rim -> a.axle"];
  const found = toyProblems(WHEELS, connections, { kind: "Unheard" });
  assert.deepEqual(codesOf(found), ["unknown_kind", "cycle"]);
});

Deno.test("problems() leaves a connection of `order: false` out of the cycle check", () => {
  const connections = ["a.rim -> b.axle", "b.rim ~> c.axle", "c.rim -> a.axle"];
  assert.deepEqual(toyProblems(WHEELS, connections, CLOCK), []);
});

Deno.test("problems() finds a cycle for each knot, and none through nodes that are not there", () => {
  const nodes = { ...WHEELS, d: "wheel" };
  const connections = [
    "a.rim -> b.axle",
    "b.rim -> a.axle",
    "c.rim -> d.axle",
    "d.rim -> c.axle",
    "ghost.rim -> a.push",
  ];
  const found = toyProblems(nodes, connections, CLOCK);
  assert.deepEqual(found.map(({ code, node }) => [code, node]), [
    ["dangling_connection", "ghost"],
    ["cycle", "a"],
    ["cycle", "c"],
  ]);
});

Deno.test("problems() tells all faults at once", () => {
  const workflow = toyOf(
    {
      "Bad Id": "motor",
      m: { config: { speed: 10, sped: 1 } },
      x: "moter",
      y: { component: "wheel", group: "m" },
    },
    ["m.shaft -> ghost.axle", "m.shaft -> m.switch", "y.axle -> m.shaft", "m.battery -> y.axle"],
    { conflicts: [null] },
  );
  assert.deepEqual(codesOf(problems(workflow, TOYS)), [
    "unresolved_conflict",
    "invalid_id",
    "invalid_value",
    "unknown_field",
    "unknown_component",
    "unknown_group",
    "dangling_connection",
    "self_connection",
    "wrong_direction",
    "incompatible_ports",
  ]);
});

Deno.test("problems() takes no built-in of JavaScript for a kind, component, port, group or field", () => {
  for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    assert.deepEqual(codesOf(toyProblems({}, [], { kind: name })), ["unknown_kind"], name);
    assert.deepEqual(codesOf(toyProblems({ a: name })), ["unknown_component"], name);
    const group = { a: { component: "wheel", group: name } };
    assert.deepEqual(codesOf(toyProblems(group)), ["unknown_group"], name);
    const config = JSON.parse(`{ "${name}": 1 }`);
    assert.deepEqual(codesOf(toyProblems({ a: { config } })), ["unknown_field"], name);
    const ports = [`a.${name} -> b.axle`, `b.rim -> a.${name}`];
    const found = toyProblems({ a: "motor", b: "wheel" }, ports);
    assert.deepEqual(codesOf(found), ["unknown_port", "unknown_port"], name);
    assert.deepEqual(codesOf(toyProblems({ a: "motor" }, [`a.shaft -> ${name}.axle`])), [
      "dangling_connection",
    ]);
  }
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

Deno.test("problems() judges a node named like a built-in as any other", () => {
  const nodes = { constructor: "motor", w: "wheel" };
  assert.deepEqual(toyProblems(nodes, ["constructor.shaft -> w.axle"]), []);
});

Deno.test("problems() reads a hostile graph to its end: 5,000 nodes in a chain", () => {
  const ids = idsOf(5000);
  const chain = ids.slice(1).map((id, index) => `${ids[index]}.rim -> ${id}.axle`);
  const found = toyProblems(wheels(ids), chain, CLOCK);
  assert.deepEqual(codesOf(found), ["limit_exceeded", "limit_exceeded"]);
});

Deno.test("problems() reads a hostile graph to its end: 5,000 nodes in a circle", () => {
  const ids = idsOf(5000);
  const circle = ids.map((id, index) => `${id}.rim -> ${ids[(index + 1) % 5000]}.axle`);
  const found = toyProblems(wheels(ids), circle, CLOCK);
  assert.deepEqual(codesOf(found), ["limit_exceeded", "limit_exceeded", "cycle"]);
  assert.match(found[2]!.message, /name-9 -> \(4980 more\) -> service-with-name-4990/);
});

Deno.test("problems() tells each of 1,000 connections between two nodes that it stands twice", () => {
  const connections = Array(1000).fill("a.rim -> b.push");
  const found = toyProblems({ a: "wheel", b: "wheel" }, connections);
  assert.deepEqual(new Set(codesOf(found)), new Set(["duplicate_connection"]));
  assert.equal(found.length, 999);
});

Deno.test("problems() is not stalled by names that nobody would mistype", () => {
  const id = (letter: string) => letter.repeat(60_000);
  const found = toyProblems({ [id("a")]: "wheel" }, [`${id("b")}.rim -> ${id("c")}.axle`]);
  assert.deepEqual(codesOf(found), ["invalid_id", "dangling_connection", "dangling_connection"]);
});

Deno.test("problems() stops guessing after many mistyped nodes, and tells them all the same", () => {
  const ids = idsOf(500);
  const connections = ids.map((id, index) => `${id}x.rim -> ${id}y${index}.axle`);
  const found = toyProblems(wheels(ids), connections);
  assert.equal(found.length, 1000);
  assert.equal(found[0]!.suggestion, "service-with-name-0.rim");
  assert.equal(found.at(-1)!.suggestion, undefined);
});
