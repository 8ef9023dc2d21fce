import assert from "node:assert/strict";
import { sampleAccount } from "../../helpers/state_samples.ts";
import { crowd, raises, type Test } from "./contract.ts";

/** What setup tokens promise. */
export function testSetup(test: Test): void {
  test("a setup token works once, in time, and makes the first account", async (state) => {
    const { setup, accounts } = state;
    assert.equal(await setup.has("hash", 1_000), false);
    assert.equal(await setup.use("hash", 1_000, sampleAccount("ada")), false);
    await setup.put("hash", 2_000);
    assert.deepEqual([await setup.has("hash", 1_999), await setup.has("hash", 2_000)], [
      true,
      false,
    ]);
    assert.equal(await setup.has("other", 1_000), false);
    assert.equal(await setup.use("other", 1_000, sampleAccount("ada")), false);
    assert.equal(await setup.use("hash", 2_000, sampleAccount("ada")), false);
    assert.equal(await accounts.isEmpty(), true);
    await raises(state, "identity", async () => {
      assert.equal(await setup.use("hash", 1_999, sampleAccount("ada")), true);
    });
    assert.deepEqual(await accounts.list(), [sampleAccount("ada")]);
    assert.equal(await setup.has("hash", 1_000), false);
    await accounts.update("ada", (account) => account);
    assert.equal(await setup.use("hash", 1_000, sampleAccount("bob")), false);
  });

  test("a new setup token makes the one before it void", async ({ setup }) => {
    await setup.put("one", 2_000);
    await setup.put("two", 2_000);
    assert.deepEqual([await setup.has("one", 1_000), await setup.has("two", 1_000)], [false, true]);
  });

  test("a setup token is void once there is an account", async ({ setup, accounts }) => {
    await setup.put("hash", 2_000);
    await accounts.create(sampleAccount("ada", { role: "viewer" }));
    assert.equal(await setup.use("hash", 1_000, sampleAccount("bob")), false);
    assert.equal(await accounts.find("bob"), undefined);
  });

  test("of ten who use a setup token at once, one does", async ({ setup, accounts }, keyValue) => {
    await setup.put("hash", 2_000);
    const used = await Promise.all(
      crowd(keyValue, 10).map(({ setup }, at) =>
        setup.use("hash", 1_000, sampleAccount(`ada${at}`))
      ),
    );
    assert.equal(used.filter(Boolean).length, 1);
    assert.equal((await accounts.list()).length, 1);
  });
}
