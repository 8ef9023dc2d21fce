import assert from "node:assert/strict";
import { loadLate } from "../../../islands/editor/late_loading.ts";

Deno.test("a script that comes is loaded once, and nothing is said", async () => {
  let loads = 0;
  const value = await loadLate(() => Promise.resolve(++loads), () => assert.fail("it came"));
  assert.equal(value, 1);
});

Deno.test("a script that does not come is told once, and tried again ever more rarely", async () => {
  const pauses: number[] = [];
  let faults = 0;
  const load = () =>
    pauses.length < 7 ? Promise.reject(new Error("gone")) : Promise.resolve("here");
  const value = await loadLate(load, () => faults++, (pause) => {
    pauses.push(pause);
    return Promise.resolve();
  });
  assert.equal(value, "here");
  assert.equal(faults, 1);
  assert.deepEqual(pauses, [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
});
