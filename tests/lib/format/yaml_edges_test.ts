import assert from "node:assert/strict";
import { readYaml } from "../../../lib/format/read.ts";
import { valueOf } from "../../../lib/format/source.ts";
import { readWithLibrary } from "../../../lib/format/yaml_library.ts";
import { readSubset } from "../../../lib/format/yaml_subset.ts";
import type { Json } from "../../../lib/model/json.ts";

/** Texts that the fast reader answers, and what they say. */
const ANSWERED: readonly (readonly [text: string, value: Json])[] = [
  ["a:b", "a:b"],
  ["{a:1}", { "a:1": null }],
  ['{"a":1}', { a: 1 }],
  ['{"a" : 1, b: }', { a: 1, b: null }],
  ["[a, b,]", ["a", "b"]],
  ["[a,\n b, # c\n\n  c\n]", ["a", "b", "c"]],
  ["{a, b: }", { a: null, b: null }],
  ["[[], {}]", [[], {}]],
  ["- - a", [["a"]]],
  ["- - a\n  - b\n-\n  - c\n- d: e\n  f: g", [["a", "b"], ["c"], { d: "e", f: "g" }]],
  ["-", [null]],
  ["-\n- a", [null, "a"]],
  ["a: # c", { a: null }],
  ["a: b # c", { a: "b" }],
  ["a: b#c", { a: "b#c" }],
  ["a:\nb:\n- c\n- d\ne: f", { a: null, b: ["c", "d"], e: "f" }],
  ["a:\n  b", { a: "b" }],
  ["'it''s'", "it's"],
  ['"\\u263A\\x41\\n"', "☺A\n"],
  ['"a\tb"', "a\tb"],
  ["a: |\n  x\n\n  y\n", { a: "x\n\ny\n" }],
  ["a: |-\n  x\n\n\nb: |+\n  y\n\n", { a: "x", b: "y\n\n" }],
  ["- >\n  a\n  b\n\n  c\n   d\n  e\n", ["a b\nc\n d\ne\n"]],
  ["a: |\n    x\n      y\nb: 1", { a: "x\n  y\n", b: 1 }],
  ["key with spaces: v", { "key with spaces": "v" }],
  ["a: -x\nb: -- # c", { a: "-x", b: "--" }],
  ["a: b   ", { a: "b" }],
  ["a: b", { a: "b" }],
  ["\n\n# c\n  a: b\n\n", { a: "b" }],
  ["a:\r\n  b: c\r\n  d: |\r\n    e\r\n", { a: { b: "c", d: "e\n" } }],
  ["\uFEFF- a: 1\n  b: 2", [{ a: 1, b: 2 }]],
  ["null", null],
  ["[Null, NULL, ~, nULL]", [null, null, null, "nULL"]],
  ["[true, True, TRUE, tRUE, false]", [true, true, true, "tRUE", false]],
  ["[yes, no, on, off, y, n]", ["yes", "no", "on", "off", "y", "n"]],
  ["[1_000, 0777, 0o17, 0x1F, 0X1f, 0b1]", ["1_000", 777, 15, 31, "0X1f", "0b1"]],
  ["[1e3, +1, .5, 5., -0.0e1, 1.e1, .e1]", [1000, 1, 0.5, 5, -0, 10, ".e1"]],
  ["[-0, +, -., .]", [-0, "+", "-.", "."]],
  ["[12:30:45, 2001-01-01, 1.2.3]", ["12:30:45", "2001-01-01", "1.2.3"]],
];

/** Texts that only the judge answers. */
const JUDGED: readonly (readonly [text: string, value: Json])[] = [
  ["? a", { a: null }],
  ["? a\n: b", { a: "b" }],
  ["&a b", "b"],
  ["a: &x {b: 1}\nc: *x", { a: { b: 1 }, c: { b: 1 } }],
  ["a: &x 1\nb: &x 2\nc: *x", { a: 1, b: 2, c: 2 }],
  ["&k a: *k", { a: "a" }],
  ["a: !!str 1", { a: "1" }],
  ["! 1", "1"],
  ["a:\tb", { a: "b" }],
  ["a : b", { a: "b" }],
  ["a: b\n  c", { a: "b c" }],
  ["a:\n  # c\n  b", { a: "b" }],
  ['a: "b\n  c"', { a: "b c" }],
  ["[a\n b]", ["a b"]],
  ["[a: b]", [{ a: "b" }]],
  ["a: |2\n   x\n", { a: " x\n" }],
  ["a: |\nb: c", { a: "", b: "c" }],
  ["--- # c\na: 1\n...\n", { a: 1 }],
  ["%YAML 1.2\n---\na: 1", { a: 1 }],
  ["'<<': 1", { "<<": 1 }],
  ["a: '---\n\n  b'", { a: "---\nb" }],
];

const REFUSED = [
  ...["key: - a", '"a":b', ": b", "*a", "!t x", "%a", "@a", "`a", "a: 'b' c", "a: b: c", "{a: 1}}"],
  ...[
    "a:\n   b: 1\n  c: 2",
    "\ta: 1",
    "a: [b]c",
    "- a\nb: 1",
    "a: 1\n- b",
    "[,]",
    "[a,,b]",
    "{a b",
  ],
  ...[
    "a: {b: c: d}",
    "[a]: b: c",
    'a: "\\q"',
    "a: 'b",
    "a: [\nb]",
    "a: b\n c: d",
    '"a"#b',
    "a: |x\n b",
  ],
];

for (const [text, value] of ANSWERED) {
  Deno.test(`readSubset() answers ${JSON.stringify(text)}`, () => {
    const root = readSubset(text);
    assert.ok(root);
    assert.deepEqual(valueOf(root), value);
    assert.deepEqual(readWithLibrary(text), { root, faults: [] });
  });
}

for (const [text, value] of JUDGED) {
  Deno.test(`readYaml() leaves ${JSON.stringify(text)} to the judge`, () => {
    assert.equal(readSubset(text), undefined);
    const { root } = readYaml(text);
    assert.ok(root);
    assert.deepEqual(valueOf(root), value);
  });
}

for (const text of REFUSED) {
  Deno.test(`readYaml() refuses ${JSON.stringify(text)}`, () => {
    assert.equal(readSubset(text), undefined);
    const { root, faults } = readYaml(text);
    assert.equal(root, undefined);
    assert.ok(faults.length > 0);
    for (const { message } of faults) assert.match(message, /: expected |Unexpected|Unresolved/);
  });
}

Deno.test("readSubset() gives up on what is too much for a regular expression", () => {
  assert.equal(readSubset(`a: b\n${"\n".repeat(1 << 23)}c: d`), undefined);
});
