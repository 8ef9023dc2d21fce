import assert from "node:assert/strict";
import { sampleKey } from "../../helpers/state_samples.ts";
import type { Test } from "./contract.ts";

/** What the keys that sign promise. */
export function testKeys(test: Test): void {
  test("a new key signs, and the others retire", async ({ keys }) => {
    assert.deepEqual(await keys.list(), []);
    assert.equal(await keys.add(sampleKey("one", 1_000), 0), true);
    assert.equal(await keys.add(sampleKey("two", 2_000), 2_600, "one"), true);
    assert.equal(await keys.add(sampleKey("three", 2_100), 2_700, "two"), true);
    assert.deepEqual(await keys.list(), [
      sampleKey("three", 2_100),
      { ...sampleKey("two", 2_000), retiresAt: 2_700 },
      { ...sampleKey("one", 1_000), retiresAt: 2_600 },
    ]);
    assert.equal(await keys.add(sampleKey("four", 2_600), 3_600, "three"), true);
    assert.deepEqual((await keys.list()).map(({ id }) => id), ["four", "three", "two"]);
  });

  test("of ten who add a first key at once, one does", async ({ keys }) => {
    const ids = Array.from({ length: 10 }, (_, at) => `key-${at}`);
    const added = await Promise.all(ids.map((id) => keys.add(sampleKey(id), 0)));
    assert.equal(added.filter(Boolean).length, 1);
    assert.deepEqual((await keys.list()).map(({ id }) => id), [ids[added.indexOf(true)]]);
    assert.equal(await keys.add(sampleKey("late"), 0), false);
    assert.equal(await keys.add(sampleKey("late"), 0, "wrong"), false);
  });
}
