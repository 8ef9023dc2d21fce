import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { digestOf } from "../../../lib/model/digest.ts";

const reference = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 14);

Deno.test("digestOf() is the start of the SHA-256 of a text", () => {
  assert.equal(digestOf(""), "e3b0c44298fc1c");
  assert.equal(digestOf("abc"), "ba7816bf8f01cf");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      assert.equal(digestOf(text), reference(text));
    }),
  );
});

Deno.test("digestOf() takes texts of every length around the ends of its blocks", () => {
  for (let length = 0; length < 200; length++) {
    assert.equal(digestOf("x".repeat(length)), reference("x".repeat(length)), `${length}`);
  }
});
