import assert from "node:assert/strict";
import type { Lease, State } from "../../../lib/state/state.ts";
import { crowd, type Test } from "./contract.ts";

/** What leases promise. */
export function testLeases(test: Test): void {
  test("a lease is held by one, for a while", async ({ leases }) => {
    const lease = await acquire(leases, "one", 1_000);
    assert.deepEqual(lease, { name: "work", owner: "one", expiresAt: 1_500, token: lease.token });
    for (const owner of ["one", "two"]) {
      assert.equal(await leases.acquire("work", owner, 500, 1_499), undefined);
    }
    assert.notEqual(await leases.acquire("other", "two", 500, 1_499), undefined);
    const renewed = (await leases.renew(lease, 500, 1_400))!;
    assert.deepEqual(renewed, { ...lease, expiresAt: 1_900 });
    assert.equal(await leases.acquire("work", "two", 500, 1_899), undefined);
    assert.equal((await acquire(leases, "two", 1_900)).owner, "two");
  });

  test("a lease that was lost is neither renewed nor released", async ({ leases }) => {
    const lease = await acquire(leases, "one", 1_000);
    assert.equal(await leases.renew(lease, 500, 1_500), undefined);
    const next = await acquire(leases, "one", 1_500);
    assert.equal(await leases.renew(lease, 500, 1_600), undefined);
    await leases.release(lease);
    assert.equal(await leases.acquire("work", "two", 500, 1_600), undefined);
    await leases.release(next);
    assert.equal(await leases.renew(next, 500, 1_600), undefined);
    await acquire(leases, "two", 1_600);
  });

  test("the token grows with each owner, also after a release", async ({ leases }) => {
    const tokens: number[] = [];
    for (let at = 0; at < 5; at++) {
      const lease = await acquire(leases, `${at}`, 1_000 * at);
      tokens.push(lease.token);
      if (at % 2 === 0) await leases.release(lease);
    }
    assert.deepEqual(tokens, [...new Set(tokens)].sort((a, b) => a - b));
  });

  test("of ten who take a lease at once, one gets it", async (_, keyValue) => {
    for (const now of [1_000, 2_000, 3_000]) {
      const taken = await Promise.all(
        crowd(keyValue, 10).map(({ leases }, at) => leases.acquire("work", `${at}`, 500, now)),
      );
      assert.equal(taken.filter((lease) => lease !== undefined).length, 1);
    }
  });

  test("leases whose time is over are forgotten", async ({ leases }, keyValue) => {
    for (let at = 0; at < 25; at++) await leases.acquire(`old ${at}`, "one", 500, 1_000);
    for (let at = 0; at < 4; at++) await leases.acquire(`new ${at}`, "one", 500, 2_000);
    assert.equal((await keyValue.list(["leases"])).length, 4);
  });
}

async function acquire(leases: State["leases"], owner: string, now: number): Promise<Lease> {
  const lease = await leases.acquire("work", owner, 500, now);
  assert.ok(lease);
  return lease;
}
