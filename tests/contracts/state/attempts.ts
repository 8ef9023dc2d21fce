import assert from "node:assert/strict";
import { crowd, type Test } from "./contract.ts";

/** What the counter of attempts promises. */
export function testAttempts(test: Test): void {
  test("attempts count in their window", async ({ attempts }) => {
    assert.deepEqual(await attempts.count("ada", 1_000), { count: 0, until: 1_000 });
    assert.equal(await attempts.add("ada", 500, 1_000), 1);
    assert.equal(await attempts.add("ada", 500, 1_499), 2);
    assert.equal(await attempts.add("bob", 500, 1_499), 1);
    assert.deepEqual(await attempts.count("ada", 1_499), { count: 2, until: 1_500 });
    assert.deepEqual(await attempts.count("ada", 1_500), { count: 0, until: 1_500 });
    assert.equal(await attempts.add("ada", 500, 1_600), 1);
    assert.deepEqual(await attempts.count("ada", 1_700), { count: 1, until: 2_100 });
    await attempts.clear("ada");
    await attempts.clear("ada");
    assert.equal((await attempts.count("ada", 1_700)).count, 0);
    assert.equal((await attempts.count("bob", 1_700)).count, 1);
  });

  test("attempts that meet all count, under names of any length", async (_, keyValue) => {
    const name = `${"long".repeat(5_000)}\u0000\ud800`;
    const counts = await Promise.all(
      crowd(keyValue, 30).map(({ attempts }) => attempts.add(name, 500, 1_000)),
    );
    assert.deepEqual(counts.sort((a, b) => a - b), Array.from({ length: 30 }, (_, at) => at + 1));
  });

  test("attempts whose window is over are forgotten", async ({ attempts }, keyValue) => {
    for (let at = 0; at < 30; at++) await attempts.add(`name ${at}`, 500, 1_000);
    await attempts.add("again", 500, 1_000);
    for (let at = 0; at < 4; at++) await attempts.add("again", 500, 2_000);
    assert.equal((await attempts.count("again", 2_000)).count, 4);
    assert.equal((await keyValue.list([])).length, 2);
  });
}
