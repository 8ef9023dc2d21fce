import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAllDocuments } from "yaml";
import { type Emitted, emitYaml, Whole } from "../../../lib/format/emit.ts";
import { Sourced } from "../../../lib/model/sourced.ts";
import { HOSTILE } from "./hostile.ts";

/** What a reader of a YAML version makes of a text that is one document. */
function read(text: string, version: "1.1" | "1.2"): unknown {
  const documents = parseAllDocuments(text, { version });
  assert.equal(documents.length, 1);
  const [document] = documents as unknown as { errors: unknown[]; toJS(): unknown }[];
  assert.deepEqual(document!.errors, []);
  return document!.toJS();
}

const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary" }));
const scalar = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null));
const key = text.filter((key) => key !== "__proto__");
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, scalar, tie("map"), tie("list")),
  map: fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  list: fc.array(tie("value"), { maxLength: 4 }),
}));
const map = fc.dictionary(key, value, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

Deno.test("emitYaml() is read back type for type by readers of both YAML versions", () => {
  fc.assert(
    fc.property(map, (value) => {
      const { text } = emitYaml(value, "api");
      for (const version of ["1.1", "1.2"] as const) assert.deepEqual(read(text, version), value);
    }),
    { numRuns: 400 },
  );
});

Deno.test("emitYaml() maps every line exactly once", () => {
  fc.assert(fc.property(map, (value) => {
    const { text, map } = emitYaml(value, "api", [], ["a banner"]);
    let next = 1;
    for (const { from, to } of map) {
      assert.equal(from, next);
      assert.ok(to >= from);
      next = to + 1;
    }
    assert.equal(next, text.split("\n").length);
  }));
});

Deno.test("emitYaml() sorts keys, and leaves out what is undefined", () => {
  assert.equal(emitYaml({ b: 1, a: undefined, B: 2, "1": 3 }, null).text, '"1": 3\nB: 2\nb: 1\n');
});

Deno.test("emitYaml() writes texts of several lines as literal blocks", () => {
  const { text } = emitYaml({ a: ["x\n  y\n", { b: "x\ny" }] }, null);
  assert.equal(text, "a:\n- |\n  x\n    y\n- b: |-\n    x\n    y\n");
});

Deno.test("emitYaml() writes what is empty on one line", () => {
  assert.equal(emitYaml({ a: {}, b: [], c: { d: undefined } }, null).text, "a: {}\nb: []\nc: {}\n");
});

Deno.test("a sourced value gives its lines their origin, and its keys extend the path", () => {
  const emitted = emitYaml(
    { a: new Sourced({ b: ["x", "z"] }, "web", ["config"]), c: 1 },
    "api",
  );
  assert.deepEqual(originsOf(emitted), [
    "a: web config",
    "b: web config.b",
    "- x web config.b.0",
    "- z web config.b.1",
    "c: 1 api ",
  ]);
});

Deno.test("keys below a whole value keep its path; a sourced one inside has its own", () => {
  const emitted = emitYaml(
    { a: new Whole({ b: [{ c: new Sourced(1, "web", ["d"]), e: 2 }] }, "web", ["config"]) },
    "api",
    ["at"],
  );
  assert.deepEqual(originsOf(emitted), [
    "a: web config",
    "b: web config",
    "- c: 1 web d",
    "e: 2 web config",
  ]);
});

Deno.test("a banner belongs to the workflow", () => {
  const emitted = emitYaml({ a: 1 }, "api", ["at"], ["Made by Celestra"]);
  assert.deepEqual(originsOf(emitted), ["# Made by Celestra null ", "a: 1 api at"]);
});

/** Each line with its node and path. */
function originsOf({ text, map }: Emitted): string[] {
  return text.split("\n").slice(0, -1).map((line, index) => {
    const { node, path } = map.find(({ from, to }) => from <= index + 1 && index + 1 <= to)!;
    return `${line.trim()} ${node} ${path.join(".")}`;
  });
}
