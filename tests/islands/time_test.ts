import assert from "node:assert/strict";
import { ago, inFull } from "../../islands/time.ts";

const MOMENT = "2026-11-21T10:00:00.000Z";

for (
  const [seconds, text] of [
    [-5, "just now"],
    [59, "just now"],
    [60, "1 min ago"],
    [3_599, "59 min ago"],
    [7_200, "2 h ago"],
    [90_000, "1 d ago"],
    [2_592_000, "1 mo ago"],
    [63_072_000, "2 y ago"],
  ] as const
) {
  Deno.test(`ago() says "${text}" after ${seconds} s`, () => {
    assert.equal(ago(MOMENT, Date.parse(MOMENT) + seconds * 1000), text);
  });
}

Deno.test("inFull() is the same everywhere", () => {
  assert.equal(inFull(MOMENT), "2026-11-21 10:00:00 UTC");
});
