import assert from "node:assert/strict";
import fc from "fast-check";
import { printable, printableJson } from "../../../lib/format/printable.ts";
import { hostileTexts } from "./change_samples.ts";

Deno.test("printable() shows what could not be seen, and leaves the rest as it is", () => {
  assert.equal(
    printable("é😀\x1b[31m\u202e\u200f\u2028\ufeff\ud800-\u{e0041}\n"),
    "é😀\\u001b[31m\\u202e\\u200f\\u2028\\ufeff\\ud800-\\udb40\\udc41\\u000a",
  );
});

Deno.test("printableJson() reads as the value it was made from, and shows every character", () => {
  fc.assert(
    fc.property(fc.dictionary(hostileTexts, fc.array(hostileTexts)), (value) => {
      const text = printableJson(value);
      assert.deepEqual(JSON.parse(text), { ...value });
      assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }),
  );
});
