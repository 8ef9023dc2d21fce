import assert from "node:assert/strict";
import type { Test } from "./contract.ts";

/** What the memory of heads promises. */
export function testSeenHeads(test: Test): void {
  test("a branch is remembered at the head that it was last seen at", async ({ heads }) => {
    assert.equal(await heads.last("main"), undefined);
    await heads.keep("main", "1".repeat(40));
    await heads.keep("deploy/dev", "2".repeat(40));
    await heads.keep("main", "3".repeat(40));
    assert.equal(await heads.last("main"), "3".repeat(40));
    assert.equal(await heads.last("deploy/dev"), "2".repeat(40));
    assert.equal(await heads.last("deploy"), undefined);
  });
}
