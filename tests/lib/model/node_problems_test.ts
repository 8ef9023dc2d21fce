import assert from "node:assert/strict";
import { problems } from "../../../lib/model/problems.ts";
import { LIMITS } from "../../../lib/model/workflow.ts";
import { codesOf, toyOf, toyProblems, TOYS } from "./toys.ts";

for (const id of ["a", "a1", "shop-db", "x".repeat(52), "constructor"]) {
  Deno.test(`"${id}" is an id`, () => {
    assert.deepEqual(toyProblems({ [id]: "motor" }), []);
  });
}

// Reliability F40: what would be another path, another object or another command.
for (
  const id of [
    "",
    "A",
    "1a",
    "-a",
    "a-",
    "a_b",
    "a.b",
    "a b",
    "a\n",
    "..",
    "a/../b",
    "%2e%2e",
    "..%2F",
    "a\\b",
    ".git",
    "git~1",
    ".git::$INDEX_ALLOCATION",
    "CON",
    "a.",
    "a ",
    "ä",
    "a\0",
    "__proto__",
    "x".repeat(53),
    "x".repeat(300),
  ]
) {
  Deno.test(`${JSON.stringify(id.slice(0, 60))} is no id`, () => {
    const [problem] = toyProblems([[id, "motor"]]);
    assert.equal(problem?.code, "invalid_id");
    assert.equal(problem.node, id);
    assert.deepEqual(problem.path, ["spec", "nodes", id]);
    assert.match(problem.message, /expected lower-case letters, digits and dashes/);
  });
}

Deno.test("nodeProblems() refuses a config over the limit and takes one under it", () => {
  const config = (bytes: number) => ({ label: "x".repeat(bytes - '{"label":""}'.length) });
  assert.deepEqual(toyProblems({ m: { config: config(65_536) } }), []);
  assert.deepEqual(toyProblems({ m: { config: config(65_537) } }), [{
    code: "limit_exceeded",
    severity: "error",
    node: "m",
    path: ["spec", "nodes", "m", "config"],
    message: "A node holds at most 65536 bytes of config, not 65537",
  }]);
});

Deno.test("nodeProblems() counts bytes of UTF-8 and not letters", () => {
  const found = toyProblems({ m: { config: { label: "€".repeat(30_000) } } });
  assert.equal(found[0]?.message, "A node holds at most 65536 bytes of config, not 90012");
  const limits = { ...LIMITS, nodeBytes: 20 };
  const workflow = (label: string) => toyOf({ m: { config: { label } } });
  assert.deepEqual(problems(workflow("€€"), TOYS, limits), []);
  assert.deepEqual(codesOf(problems(workflow("€€€"), TOYS, limits)), ["limit_exceeded"]);
});

Deno.test("nodeProblems() names the components of the kind", () => {
  assert.deepEqual(toyProblems({ a: "weel" }), [{
    code: "unknown_component",
    severity: "error",
    node: "a",
    path: ["spec", "nodes", "a", "component"],
    message: 'There is no component "weel" in a workflow of kind Toy; expected motor, wheel, box',
    suggestion: "wheel",
  }]);
});

Deno.test("nodeProblems() refuses a component of the catalogue that the kind does not hold", () => {
  const kinds = { Toy: { ...TOYS.kinds.Toy!, components: ["wheel"] } };
  const found = problems(toyOf({ m: "motor" }), { ...TOYS, kinds });
  assert.equal(
    found[0]?.message,
    'There is no component "motor" in a workflow of kind Toy; expected wheel',
  );
});

Deno.test("nodeProblems() looks through the whole catalogue when the kind is unknown", () => {
  const found = toyProblems({ a: "weel", m: { config: { speed: 0 } } }, [], { kind: "Unheard" });
  assert.deepEqual(found.map(({ code, suggestion }) => [code, suggestion]), [
    ["unknown_kind", undefined],
    ["unknown_component", "wheel"],
    ["invalid_value", undefined],
  ]);
});

Deno.test("nodeProblems() leaves a missing component to the shape of the file", () => {
  assert.deepEqual(toyProblems({ a: "" }), []);
});

Deno.test("nodeProblems() names the field and its place from the document's root", () => {
  assert.deepEqual(toyProblems({ m: { config: { cells: [1, "2"] } } }), [{
    code: "wrong_type",
    severity: "error",
    node: "m",
    path: ["spec", "nodes", "m", "config", "cells", 1],
    message: 'cells[1] must be a whole number, not "2"',
    suggestion: "2",
  }]);
});

Deno.test("nodeProblems() calls a config as a whole by its name", () => {
  const config = { type: "object", exactlyOne: ["a", "b"] } as const;
  const catalogue = { ...TOYS, components: { motor: { ...TOYS.components.motor!, config } } };
  assert.equal(
    problems(toyOf({ m: "motor" }), catalogue)[0]?.message,
    "config must hold exactly one of a or b, not none",
  );
});

Deno.test("groupProblems() refuses a group that is no group node", () => {
  const nodes = { b: "box", m: { group: "bx" }, n: { group: "m" } };
  assert.deepEqual(toyProblems(nodes), [
    {
      code: "unknown_group",
      severity: "error",
      node: "m",
      path: ["spec", "nodes", "m", "group"],
      message: '"bx" names no group node',
      suggestion: "b",
    },
    {
      code: "unknown_group",
      severity: "error",
      node: "n",
      path: ["spec", "nodes", "n", "group"],
      message: '"m" names no group node',
    },
  ]);
});

Deno.test("groupProblems() refuses boxes in themselves and in each other", () => {
  const box = (group: string) => ({ component: "box", group });
  assert.equal(toyProblems({ a: box("a") })[0]?.message, '"a" cannot be its own group');
  const found = toyProblems({ a: box("b"), b: box("c"), c: box("a"), m: { group: "a" } });
  assert.deepEqual(found, [{
    code: "cycle",
    severity: "error",
    node: "a",
    path: ["spec", "nodes", "a", "group"],
    message: "These groups stand in each other: a -> b -> c -> a",
  }]);
});
