import assert from "node:assert/strict";
import { fires } from "../../../lib/model/cron.ts";

const EVER = [
  "0 2 * * *",
  "@yearly",
  "0 0 29 2 *",
  "0 0 31 2,3 *",
  "0 0 31 2/2 *",
  "0 0 31 feb-mar *",
  "0 0 30,1 2 *",
  "0 0 30-31 * *",
  "0 0 */40 2 *",
  // One of two days is enough.
  "0 0 30 2 mon",
  "0 0 31 4 1-5",
];

const NEVER = [
  "0 0 30 2 *",
  "0 0 31 2 ?",
  "0 0 31 4,6,9,11 *",
  "0 0 31 apr,sep *",
  "0 0 30-31 2 *",
  "0 0 30,31 2 */2",
  "  0\t0 31 6 *",
];

for (const schedule of EVER) {
  Deno.test(`fires() knows that "${schedule}" comes`, () => assert.equal(fires(schedule), true));
}

for (const schedule of NEVER) {
  Deno.test(`fires() knows that "${schedule}" never comes`, () => {
    assert.equal(fires(schedule), false);
  });
}
