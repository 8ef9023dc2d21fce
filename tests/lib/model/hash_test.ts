import assert from "node:assert/strict";
import { hashOf } from "../../../lib/model/hash.ts";

Deno.test("hashOf() is the cyrb53 of a text in 14 digits, the same everywhere", () => {
  // The values of the reference implementation (github.com/bryc/code, MurmurHash-like).
  assert.equal(parseInt(hashOf("a"), 16), 7929297801672961);
  assert.equal(parseInt(hashOf("b"), 16), 8684336938537663);
  assert.equal(parseInt(hashOf("revenge"), 16), 4051478007546757);
  assert.equal(parseInt(hashOf("revenue"), 16), 8309097637345594);
  assert.match(hashOf(""), /^[0-9a-f]{14}$/);
});

Deno.test("hashOf() tells many texts apart", () => {
  const hashes = new Set(Array.from({ length: 20_000 }, (_, index) => hashOf(`text ${index}`)));
  assert.equal(hashes.size, 20_000);
});
