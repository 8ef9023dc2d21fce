import assert from "node:assert/strict";
import fc from "fast-check";
import { createLru } from "../../../../lib/stores/objects/lru.ts";

Deno.test("a cache answers what was set last, or nothing", () => {
  const steps = fc.array(fc.tuple(fc.nat(8), fc.nat(30), fc.boolean()));
  fc.assert(fc.property(steps, (all) => {
    const cache = createLru<number, number>(100);
    const model = new Map<number, number>();
    for (const [key, bytes, isSet] of all) {
      if (isSet) {
        cache.set(key, bytes, bytes);
        model.set(key, bytes);
      }
      const found = cache.get(key);
      assert.ok(found === undefined || found === model.get(key));
      if (isSet) assert.equal(found, bytes <= 25 ? bytes : undefined);
    }
  }));
});

Deno.test("a cache holds no more than it may", () => {
  const cache = createLru<number, number>(100);
  for (let key = 0; key < 1000; key++) cache.set(key, key, 2);
  const held = Array.from({ length: 1000 }, (_, key) => key).filter((key) => cache.get(key));
  assert.ok(held.length <= 50 && held.length >= 25, `${held.length}`);
  assert.equal(held.at(-1), 999);
});

Deno.test("a cache keeps what is used while others come and go", () => {
  const cache = createLru<number, number>(100);
  cache.set(0, 7, 10);
  for (let key = 1; key < 1000; key++) {
    cache.set(key, key, 10);
    assert.equal(cache.get(0), 7);
  }
});

Deno.test("a cache counts what replaces another thing once", () => {
  const cache = createLru<number, number>(100);
  cache.set(1, 1, 10);
  for (let times = 0; times < 100; times++) cache.set(2, times, 20);
  assert.equal(cache.get(1), 1);
});
