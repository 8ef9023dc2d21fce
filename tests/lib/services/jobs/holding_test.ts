import assert from "node:assert/strict";
import { hold } from "../../../../lib/services/jobs/holding.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../../lib/state/memory.ts";
import type { Lease, Leases } from "../../../../lib/state/state.ts";
import { eventually } from "./opening.ts";

async function open(change: Partial<Leases> = {}) {
  const { leases: kept } = createState(createMemoryKeyValue());
  const leases = { ...kept, ...change };
  const clock = { now: 1000 };
  const options = { leases, ttl: 20, now: () => clock.now };
  const lease = (await leases.acquire("deploy/dev/shop", "one", 20, clock.now))!;
  const other = () => leases.acquire("deploy/dev/shop", "two", 20, clock.now);
  return { leases, clock, holding: hold(lease, options), other };
}

Deno.test("a lease is renewed before its time is over", async () => {
  const { clock, holding, other } = await open();
  for (let round = 0; round < 5; round++) {
    clock.now += 15;
    await new Promise((resolve) => setTimeout(resolve, 15));
    assert.equal(await other(), undefined);
  }
  assert.ok(holding.isHeld());
  await holding.release();
  assert.ok(await other());
});

Deno.test("a lease that somebody else took is lost, and not released for them", async () => {
  const never = () => new Promise<Lease | undefined>(() => {});
  const { clock, holding, other } = await open({ renew: never });
  clock.now += 30;
  assert.ok(await other());
  assert.equal(holding.isHeld(), false);
  assert.ok(holding.lost.aborted);
  await holding.release();
  assert.equal(await other(), undefined);
});

Deno.test("a store that fails is asked again until the time is over", async () => {
  let asked = 0;
  const renew = () => {
    asked++;
    return Promise.reject(new Error("locked"));
  };
  const { clock, holding } = await open({ renew });
  await eventually(() => asked > 2);
  assert.ok(holding.isHeld());
  clock.now += 20;
  await eventually(() => holding.lost.aborted);
});

Deno.test("a lease that is gone is lost at the next renewal", async () => {
  const { holding } = await open({ renew: () => Promise.resolve(undefined) });
  await eventually(() => holding.lost.aborted);
});
