import assert from "node:assert/strict";
import { sampleSession } from "../../helpers/state_samples.ts";
import { raises, type Test } from "./contract.ts";

/** What sessions promise. */
export function testSessions(test: Test): void {
  test("a session is found until its time is over or it ends", async (state) => {
    const { sessions } = state;
    await sessions.create(sampleSession("one"));
    assert.deepEqual(await sessions.find("one", 1_999), sampleSession("one"));
    assert.equal(await sessions.find("one", 2_000), undefined);
    assert.equal(await sessions.find("two", 1_000), undefined);
    await raises(state, "identity", () => sessions.end("one"));
    assert.equal(await sessions.find("one", 1_000), undefined);
    await sessions.end("one");
  });

  test("of ten who rotate a session at once, one does", async ({ sessions }) => {
    const found = sampleSession("one");
    await sessions.create(found);
    const nexts = Array.from({ length: 10 }, (_, at) => ({
      ...found,
      generation: 2,
      refreshHash: `next ${at}`,
      expiresAt: 3_000 + at,
    }));
    const rotated = await Promise.all(nexts.map((next) => sessions.rotate(found, next)));
    assert.equal(rotated.filter(Boolean).length, 1);
    assert.deepEqual(await sessions.find("one", 2_500), nexts[rotated.indexOf(true)]);
    assert.equal(await sessions.rotate(found, nexts[0]!), false);
  });

  test("a session that ended is not rotated back to life", async ({ sessions }) => {
    const found = sampleSession("one");
    await sessions.create(found);
    await sessions.end("one");
    assert.equal(await sessions.rotate(found, { ...found, generation: 2 }), false);
    assert.equal(await sessions.find("one", 1_000), undefined);
  });

  test("endAll() ends all sessions of an account but one", async (state) => {
    const { sessions } = state;
    for (const id of ["one", "two", "three"]) await sessions.create(sampleSession(id));
    await sessions.create(sampleSession("other", { account: "bob" }));
    const found = async () => {
      const ids = ["one", "two", "three", "other"];
      const all = await Promise.all(ids.map((id) => sessions.find(id, 1_000)));
      return all.filter((one) => one !== undefined).map(({ id }) => id);
    };
    await raises(state, "identity", () => sessions.endAll("ada", "two"));
    assert.deepEqual(await found(), ["two", "other"]);
    await raises(state, "identity", () => sessions.endAll("ada"));
    assert.deepEqual(await found(), ["other"]);
  });

  test("sessions whose time is over are forgotten", async ({ sessions }, keyValue) => {
    for (let at = 0; at < 30; at++) await sessions.create(sampleSession(`old-${at}`));
    const found = sampleSession("kept");
    await sessions.create(found);
    await sessions.rotate(found, { ...found, generation: 2, expiresAt: 9_000 });
    for (let at = 0; at < 4; at++) {
      await sessions.create(sampleSession(`new-${at}`, { createdAt: 2_001, expiresAt: 3_000 }));
    }
    const keys = (await keyValue.list(["sessions"])).map(({ key }) => key[1]);
    assert.deepEqual(keys, ["kept", "new-0", "new-1", "new-2", "new-3"]);
    assert.equal((await keyValue.list([])).filter(({ key }) => key[0] !== "versions").length, 10);
  });
}
