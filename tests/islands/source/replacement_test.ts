import assert from "node:assert/strict";
import fc from "fast-check";
import { replacement } from "../../../islands/source/replacement.ts";

Deno.test("the same text needs no replacement", () => {
  assert.equal(replacement("a", "a"), undefined);
});

Deno.test("only what differs is replaced", () => {
  assert.deepEqual(replacement("replicas: 2\n", "replicas: 3\n"), {
    from: 10,
    to: 11,
    insert: "3",
  });
  assert.deepEqual(replacement("aa", "aaa"), { from: 2, to: 2, insert: "a" });
  assert.deepEqual(replacement("abab", "ab"), { from: 2, to: 4, insert: "" });
});

Deno.test("what is replaced makes the other text", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 12 });
  fc.assert(fc.property(text, text, (before, after) => {
    const { from, to, insert } = replacement(before, after) ?? { from: 0, to: 0, insert: "" };
    assert.ok(from <= to && to <= before.length);
    assert.equal(before.slice(0, from) + insert + before.slice(to), after);
  }));
});
