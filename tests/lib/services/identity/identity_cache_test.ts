import assert from "node:assert/strict";
import { createIdentityCache } from "../../../../lib/services/identity/identity_cache.ts";
import type { Identity } from "../../../../lib/services/identity/identity.ts";

const IDENTITY: Identity = {
  account: { name: "ada", role: "admin", isDisabled: false, createdAt: "2026-01-01T00:00:00.000Z" },
  session: "s",
  expiresAt: 600_000,
};

Deno.test("what was kept is found until its time, as the same promise", async () => {
  const { cache } = counted();
  cache.keep("token", IDENTITY, 1000, cache.mark());
  assert.equal(await cache.find("token", 999), IDENTITY);
  assert.equal(cache.find("token", 1), cache.find("token", 2));
  assert.equal(cache.find("token", 1000), undefined);
  assert.equal(cache.find("other", 1), undefined);
});

Deno.test("the version is read once a second at most, once for all who ask", async () => {
  const { cache, counter } = counted();
  await Promise.all([cache.refresh(0), cache.refresh(0), cache.refresh(0)]);
  assert.equal(counter.reads, 1);
  assert.equal(cache.refresh(999), undefined);
  assert.equal(counter.reads, 1);
  await cache.refresh(1000);
  assert.equal(counter.reads, 2);
});

Deno.test("a clock that was set back does not keep the version for longer", async () => {
  const { cache, counter } = counted();
  await cache.refresh(60_000);
  await cache.refresh(0);
  assert.equal(counter.reads, 2);
});

Deno.test("a new version forgets everything, the same one nothing", async () => {
  const { cache, counter } = counted();
  await cache.refresh(0);
  cache.keep("token", IDENTITY, 100_000, cache.mark());
  await cache.refresh(1000);
  assert.notEqual(cache.find("token", 1000), undefined);
  counter.version = "2";
  await cache.refresh(2000);
  assert.equal(cache.find("token", 2000), undefined);
});

Deno.test("what was looked up before a change is not kept after it", () => {
  const { cache } = counted();
  const mark = cache.mark();
  cache.drop();
  cache.keep("token", IDENTITY, 1000, mark);
  assert.equal(cache.find("token", 1), undefined);
});

Deno.test("a version that cannot be read is no reason to trust what is kept", async () => {
  let isBroken = true;
  const cache = createIdentityCache({
    versions: { read: () => isBroken ? Promise.reject(new Error("busy")) : Promise.resolve("1") },
  });
  await assert.rejects(async () => await cache.refresh(0), /busy/);
  await assert.rejects(async () => await cache.refresh(1), /busy/);
  isBroken = false;
  await cache.refresh(2);
  assert.equal(cache.refresh(3), undefined);
});

Deno.test("what was used least recently is forgotten first", () => {
  const { cache } = counted(2);
  cache.keep("a", IDENTITY, 1000, cache.mark());
  cache.keep("b", IDENTITY, 1000, cache.mark());
  cache.find("a", 1);
  cache.keep("c", IDENTITY, 1000, cache.mark());
  assert.deepEqual(["a", "b", "c"].map((token) => cache.find(token, 1) !== undefined), [
    true,
    false,
    true,
  ]);
});

function counted(most?: number) {
  const counter = { reads: 0, version: "1" };
  const cache = createIdentityCache({
    ...(most && { most }),
    versions: {
      read: () => {
        counter.reads++;
        return Promise.resolve(counter.version);
      },
    },
  });
  return { cache, counter };
}
