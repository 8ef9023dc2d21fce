import assert from "node:assert/strict";
import { createShelf } from "../../../../lib/services/history/shelf.ts";

/** A shelf of texts, and what was read for it. */
function shelfOf(most: number) {
  const reads: string[] = [];
  const shelf = createShelf<string>(most, ({ length }) => length);
  const of = (key: string, text = key) =>
    shelf.of(key, () => {
      reads.push(key);
      return Promise.resolve(text);
    });
  return { of, reads };
}

Deno.test("what is asked for at once is read once", async () => {
  const { of, reads } = shelfOf(10);
  assert.deepEqual(await Promise.all([of("a"), of("a"), of("a")]), ["a", "a", "a"]);
  assert.deepEqual(reads, ["a"]);
});

Deno.test("a shelf never keeps more than its weight, and gives up what was used longest ago", async () => {
  const { of, reads } = shelfOf(4);
  for (const key of ["aa", "bb"]) await of(key);
  await of("aa");
  await of("cc");
  await of("aa");
  assert.deepEqual(reads, ["aa", "bb", "cc"]);
  await of("bb");
  assert.deepEqual(reads, ["aa", "bb", "cc", "bb"]);
});

Deno.test("what weighs more than a shelf takes is kept until something else is read", async () => {
  const { of, reads } = shelfOf(1);
  await of("a", "heavy");
  await of("a", "heavy");
  assert.deepEqual(reads, ["a"]);
  await of("b");
  await of("a", "heavy");
  assert.deepEqual(reads, ["a", "b", "a"]);
});

Deno.test("what cannot be read is read anew", async () => {
  const shelf = createShelf<string>(10, () => 1);
  await assert.rejects(shelf.of("a", () => Promise.reject(new Error("gone"))), /gone/);
  assert.equal(await shelf.of("a", () => Promise.resolve("there")), "there");
});
