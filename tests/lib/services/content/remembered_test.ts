import assert from "node:assert/strict";
import { createRemembered, oncePer } from "../../../../lib/services/content/remembered.ts";

Deno.test("createRemembered() keeps what was used last", () => {
  const made: string[] = [];
  const remembered = createRemembered<string>(2);
  const of = (key: string) =>
    remembered.of(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  assert.deepEqual(["a", "b", "a", "c", "a", "b"].map(of), ["A", "B", "A", "C", "A", "B"]);
  assert.deepEqual(made, ["a", "b", "c", "b"]);
});

Deno.test("createRemembered() forgets what failed", async () => {
  const remembered = createRemembered<Promise<string>>(2);
  await assert.rejects(remembered.of("a", () => Promise.reject(new Error("no"))));
  assert.equal(await remembered.of("a", () => Promise.resolve("yes")), "yes");
});

Deno.test("oncePer() makes one thing for each object, and again what failed", async () => {
  let count = 0;
  const make = oncePer((_: object) =>
    ++count === 1 ? Promise.reject(new Error("no")) : Promise.resolve(count)
  );
  const [a, b] = [{}, {}];
  await assert.rejects(make(a));
  assert.deepEqual(await Promise.all([make(a), make(a), make(b)]), [2, 2, 3]);
});
