import assert from "node:assert/strict";
import { problems } from "../../../lib/model/problems.ts";
import { codesOf, toyOf, toyProblems, TOYS } from "./toys.ts";

const NODES = { m: "motor", n: "motor", w: "wheel", x: "wheel" };

Deno.test("connectionProblems() finds nothing wrong between ports of one type, or of joined ones", () => {
  assert.deepEqual(toyProblems(NODES, ["m.shaft -> w.axle", "m.shaft -> x.push"]), []);
});

Deno.test("connectionProblems() joins types as the kind says and no others", () => {
  const found = toyProblems(NODES, ["m.shaft -> w.push"], { kind: "Clock" });
  assert.deepEqual(found, [{
    code: "incompatible_ports",
    severity: "error",
    node: "w",
    path: ["spec", "connections", 0],
    message: "m.shaft gives spin, but w.push takes force",
  }]);
  const [other] = toyProblems({ ...NODES, m: { config: { cells: [1] } } }, ["m.battery -> w.push"]);
  assert.equal(other?.message, "m.battery gives power, but w.push takes force or spin");
});

Deno.test("connectionProblems() does not join the other way round", () => {
  const kinds = { Toy: { ...TOYS.kinds.Toy!, joins: [{ from: "force", to: "spin" }] } };
  const found = problems(toyOf(NODES, ["m.shaft -> w.push"]), { ...TOYS, kinds });
  assert.deepEqual(codesOf(found), ["incompatible_ports"]);
});

Deno.test("connectionProblems() refuses a connection that stands twice, whatever its order", () => {
  const found = toyProblems(NODES, [
    "m.shaft -> w.push",
    "m.shaft -> w.axle",
    "m.shaft ~> w.push",
  ]);
  assert.deepEqual(found, [{
    code: "duplicate_connection",
    severity: "error",
    node: "w",
    path: ["spec", "connections", 2],
    message: "The connection m.shaft -> w.push stands twice, first as entry 1",
  }]);
});

Deno.test("connectionProblems() refuses a connection of a node to itself", () => {
  assert.deepEqual(toyProblems(NODES, ["w.rim -> w.push"], { kind: "Clock" }), [{
    code: "self_connection",
    severity: "error",
    node: "w",
    path: ["spec", "connections", 0],
    message: '"w" cannot be connected to itself',
  }]);
});

Deno.test("connectionProblems() refuses both ends that dangle, each with what was meant", () => {
  const nodes = { motor: "motor", wheel: "wheel" };
  assert.deepEqual(toyProblems(nodes, ["mtoor.shaft -> weel.axle"]), [
    {
      code: "dangling_connection",
      severity: "error",
      node: "mtoor",
      path: ["spec", "connections", 0, "from"],
      message: 'There is no node "mtoor"',
      suggestion: "motor.shaft",
    },
    {
      code: "dangling_connection",
      severity: "error",
      node: "weel",
      path: ["spec", "connections", 0, "to"],
      message: 'There is no node "weel"',
      suggestion: "wheel.axle",
    },
  ]);
});

Deno.test("connectionProblems() names the ports of a component that has no such port", () => {
  assert.deepEqual(toyProblems(NODES, ["m.shat -> w.axle"]), [{
    code: "unknown_port",
    severity: "error",
    node: "m",
    path: ["spec", "connections", 0, "from"],
    message: 'The component "motor" has no output "shat"; expected shaft, battery',
    suggestion: "m.shaft",
  }]);
  const [none] = toyProblems({ ...NODES, b: "box" }, ["b.lid -> w.axle"]);
  assert.equal(none?.message, 'The component "box" has no output "lid"; it has none');
});

Deno.test("connectionProblems() suggests to swap a connection that leads the wrong way", () => {
  assert.deepEqual(toyProblems(NODES, ["w.axle -> m.shaft"]), [{
    code: "wrong_direction",
    severity: "error",
    node: "m",
    path: ["spec", "connections", 0],
    message: "w.axle is an input and m.shaft an output: connections lead from provider to consumer",
    suggestion: "{ from: m.shaft, to: w.axle }",
  }]);
});

Deno.test("connectionProblems() does not suggest to swap what would be wrong then too", () => {
  assert.deepEqual(toyProblems(NODES, ["w.axle -> x.axle"]), [{
    code: "wrong_direction",
    severity: "error",
    node: "w",
    path: ["spec", "connections", 0, "from"],
    message: 'w.axle is an input, but "from" takes an output; expected rim',
  }]);
  const [to] = toyProblems(NODES, ["m.shaft -> w.rim"]);
  assert.equal(
    to?.message,
    'w.rim is an output, but "to" takes an input; expected axle, push, charge',
  );
});

Deno.test("connectionProblems() does not judge the ports of an unknown component", () => {
  assert.deepEqual(codesOf(toyProblems({ ...NODES, u: "unheard" }, ["u.out -> w.axle"])), [
    "unknown_component",
  ]);
});

Deno.test("connectionProblems() refuses a second connection where an input takes one", () => {
  assert.deepEqual(toyProblems(NODES, ["m.shaft -> w.axle", "n.shaft -> w.axle"]), [{
    code: "too_many_connections",
    severity: "error",
    node: "w",
    path: ["spec", "connections", 1, "to"],
    message: "w.axle takes one connection, and entry 1 is one already",
  }]);
  assert.deepEqual(toyProblems(NODES, ["m.shaft -> w.push", "n.shaft -> w.push"]), []);
});

Deno.test("connectionProblems() does not count a connection that is illegal itself", () => {
  const found = toyProblems({ ...NODES, m: { config: { cells: [1] } } }, [
    "m.battery -> w.axle",
    "n.shaft -> w.axle",
  ]);
  assert.deepEqual(codesOf(found), ["incompatible_ports"]);
});

Deno.test("connectionProblems() tells once that an output has nothing to give, with an example", () => {
  const found = toyProblems(NODES, ["m.battery -> w.charge", "m.battery -> x.charge"]);
  assert.deepEqual(found, [{
    code: "port_missing",
    severity: "error",
    node: "m",
    path: ["spec", "nodes", "m", "config"],
    message: '"m" is connected by its battery, but has no cells: set cells, for example [1, 2]',
  }]);
  const empty = { ...NODES, m: { config: { cells: [] } } };
  assert.deepEqual(codesOf(toyProblems(empty, ["m.battery -> w.charge"])), ["port_missing"]);
});

Deno.test("connectionProblems() leaves an end that is none to the shape of the file", () => {
  assert.deepEqual(toyProblems(NODES, ["m -> w.axle", "m.shaft -> w", ".shaft -> w.axle"]), []);
});
