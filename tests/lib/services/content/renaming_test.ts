import assert from "node:assert/strict";
import { parseLayout } from "../../../../lib/format/layout.ts";
import { renamed, titledAsCopy } from "../../../../lib/services/content/renaming.ts";

const NAMES: readonly (readonly [before: string, after: string])[] = [
  ["metadata: { name: shop }\n", "metadata: { name: new }\n"],
  [
    "metadata:\n  name: shop # here\n  title: shop\n",
    "metadata:\n  name: new # here\n  title: shop\n",
  ],
  ["metadata:\r\n  name: 'shop'\r\nname: shop\r\n", "metadata:\r\n  name: new\r\nname: shop\r\n"],
  ['metadata: {"name":"shop"}\n', 'metadata: {"name": new}\n'],
  ["metadata:\n  name: &n shop\n", "metadata:\n  name: &n new\n"],
  ["metadata:\n  name: |\n    shop\n  title: x\n", "metadata:\n  name: new\n  title: x\n"],
  ["metadata:\n  name:\n  title: x\n", "metadata:\n  name: new\n  title: x\n"],
  ["metadata:\n  name: null\n", "metadata:\n  name: new\n"],
];

for (const [before, after] of NAMES) {
  Deno.test(`renamed() changes the name alone: ${JSON.stringify(before)}`, () => {
    assert.equal(renamed(before, "new"), after);
  });
}

for (const name of ["null", "true", "on", "y", "no"]) {
  Deno.test(`renamed() writes "${name}" so that it stays text`, () => {
    const text = renamed("metadata: { name: shop }\n", name)!;
    assert.equal(parseLayout(text).value!.name, name);
  });
}

Deno.test("renamed() finds no name where there is none", () => {
  for (const text of ["", "a: [", "metadata: shop\n", "metadata: { name: [] }\n", "name: shop\n"]) {
    assert.equal(renamed(text, "new"), undefined, text);
  }
});

const TITLES: readonly (readonly [before: string, after: string])[] = [
  ["metadata:\n  title: Web shop # x\n", "metadata:\n  title: Web shop (copy) # x\n"],
  ["metadata: { title: Web shop }\n", "metadata: { title: Web shop (copy) }\n"],
  ["metadata: { title: 'a''b' }\n", "metadata: { title: 'a''b (copy)' }\n"],
  ['metadata: { title: "a\\"" }\n', 'metadata: { title: "a\\" (copy)" }\n'],
  ["metadata:\n  title: |\n    a\n", "metadata:\n  title: |\n    a\n"],
  ["metadata:\n  title: >-\n    a\n", "metadata:\n  title: >-\n    a\n"],
  ["metadata:\n  title: a\n    b\n", "metadata:\n  title: a\n    b\n"],
  ["a: &t b\nmetadata: { title: *t }\n", "a: &t b\nmetadata: { title: *t }\n"],
  ["metadata: { title: 5 }\n", "metadata: { title: 5 }\n"],
  [`metadata: { title: ${"a".repeat(195)} }\n`, `metadata: { title: ${"a".repeat(195)} }\n`],
  ["metadata: {}\n", "metadata: {}\n"],
];

for (const [before, after] of TITLES) {
  Deno.test(`titledAsCopy() touches a title of one line only: ${JSON.stringify(before)}`, () => {
    assert.equal(titledAsCopy(before), after);
  });
}
