import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { readForeignYaml } from "../../../lib/format/foreign_yaml.ts";
import { type SourceNode, valueOf } from "../../../lib/format/source.ts";

/** The values of a text without faults. */
function values(text: string) {
  const { documents, faults } = readForeignYaml(text);
  assert.deepEqual(faults, []);
  return documents.map(valueOf);
}

Deno.test("readForeignYaml() reads several documents and leaves empty ones out", () => {
  assert.deepEqual(values("---\na: 1\n---\n# nothing\n---\n- b\n...\n---\nc: {}\n"), [
    { a: 1 },
    ["b"],
    { c: {} },
  ]);
  assert.deepEqual(values(""), []);
});

Deno.test("readForeignYaml() puts a document where it stands in the text", () => {
  for (const mark of ["---\n", "--- # judged by the package\n"]) {
    const text = `a: 1\n${mark}b:\n  - cat\n`;
    const [, second] = readForeignYaml(text).documents;
    const at = (node: SourceNode) => text.slice(node.from, node.to);
    assert.equal(second!.type, "map");
    const [entry] = (second as SourceNode & { type: "map" }).entries;
    assert.equal(text.slice(entry!.keyFrom, entry!.keyTo), "b");
    assert.equal(at((entry!.value as SourceNode & { type: "list" }).items[0]!), "cat");
  }
});

Deno.test("readForeignYaml() fills merge keys in: own keys win, then the first map", () => {
  const text = "x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\n" +
    "z:\n  <<: [*x, *y]\n  a: 0\nw: { <<: { <<: *y, d: 4 } }\n";
  const [{ z, w }] = values(text) as [Record<string, unknown>];
  assert.deepEqual(z, { a: 0, b: 1, c: 2 });
  assert.deepEqual(w, { d: 4, b: 2, c: 2 });
});

Deno.test("readForeignYaml() takes keys that are no text as they are written", () => {
  assert.deepEqual(values("80: a\ntrue: b\n1.0: c\n"), [{ 80: "a", true: "b", "1.0": "c" }]);
});

Deno.test("readForeignYaml() reads what the package wrote, document for document", () => {
  const key = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,8}$/);
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    .filter((value) => typeof value !== "string" || /^[ -~\n]*$/.test(value));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(key, tie("tree"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const documents = fc.array(fc.dictionary(key, tree, { minKeys: 1, noNullPrototype: true }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(documents, (all) => {
      assert.deepEqual(values(all.map((one) => stringify(one)).join("---\n")), all);
    }),
    { numRuns: 100 },
  );
});

Deno.test("readForeignYaml() refuses a text over the limit that it is given", () => {
  const { documents, faults } = readForeignYaml("a: é\n", 5);
  assert.deepEqual([documents, faults.map(({ code }) => code)], [[], ["too_large"]]);
});
