import assert from "node:assert/strict";
import { colored } from "../../../islands/source/highlighting.ts";

const TEXTS: readonly (readonly [text: string, marks: readonly string[]])[] = [
  ["a: b # c", ["key a", "comment # c"]],
  ["a: 5", ["key a", "value 5"]],
  ["a: true", ["key a", "value true"]],
  ["a: ~", ["key a", "value ~"]],
  ["a: 1.4.2", ["key a"]],
  ["5: x", ["key 5"]],
  ['a: "5"', ["key a", 'text "5"']],
  ["a: 'b'", ["key a", "text 'b'"]],
  ["- &x 1", ["anchor &x", "value 1"]],
  ["a: [", ["key a"]],
  ["", []],
];

for (const [text, marks] of TEXTS) {
  Deno.test(`${text || "nothing"} has ${marks.join(", ") || "no colours"}`, () => {
    const found: string[] = [];
    colored(text).between(0, text.length, (from, to, { spec }) => {
      found.push(`${spec.class.replace("yaml-", "")} ${text.slice(from, to)}`);
    });
    assert.deepEqual(found, marks);
  });
}
