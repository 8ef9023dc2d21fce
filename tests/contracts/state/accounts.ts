import assert from "node:assert/strict";
import type { State, StoredAccount } from "../../../lib/state/state.ts";
import { sampleAccount } from "../../helpers/state_samples.ts";
import { crowd, raises, raisesNot, type Test } from "./contract.ts";

/** What the register of accounts promises. */
export function testAccounts(test: Test): void {
  test("accounts are created, found and listed by name", async ({ accounts }) => {
    assert.equal(await accounts.isEmpty(), true);
    for (const name of ["cy", "ada", "bob"]) await accounts.create(sampleAccount(name));
    assert.equal(await accounts.isEmpty(), false);
    assert.deepEqual(await accounts.find("ada"), sampleAccount("ada"));
    assert.equal(await accounts.find("constructor"), undefined);
    assert.deepEqual((await accounts.list()).map(({ name }) => name), ["ada", "bob", "cy"]);
  });

  test("of ten who create the same account, one does", async (_, keyValue) => {
    const made = await Promise.allSettled(
      crowd(keyValue, 10).map(({ accounts }, at) =>
        accounts.create(sampleAccount("ada", { createdAt: at }))
      ),
    );
    const codes = made.map((one) => one.status === "rejected" && one.reason.code);
    assert.deepEqual(codes.filter((code) => code !== "already_exists"), [false]);
  });

  test("update() changes an account by what it is, and not its name", async (state, keyValue) => {
    await state.accounts.create(sampleAccount("ada"));
    const change = (account: StoredAccount) => ({
      ...account,
      name: "eve",
      createdAt: account.createdAt + 1,
    });
    await Promise.all(crowd(keyValue, 10).map(({ accounts }) => accounts.update("ada", change)));
    assert.deepEqual(await state.accounts.list(), [sampleAccount("ada", { createdAt: 1_010 })]);
  });

  test("update() and remove() of a name that is not there throw not_found", async ({ accounts }) => {
    await assert.rejects(accounts.update("ada", (account) => account), { code: "not_found" });
    await assert.rejects(accounts.remove("ada"), { code: "not_found" });
  });

  test("the last administrator who can sign in stays one", async ({ accounts }) => {
    await accounts.create(sampleAccount("ada"));
    await accounts.create(sampleAccount("bob", { isDisabled: true }));
    await accounts.create(sampleAccount("cy", { role: "deployer" }));
    const before = await accounts.list();
    const conflict = { name: "AppError", code: "conflict" };
    await assert.rejects(accounts.remove("ada"), conflict);
    await assert.rejects(accounts.update("ada", disabled), conflict);
    await assert.rejects(accounts.update("ada", demoted), conflict);
    assert.deepEqual(await accounts.list(), before);
    await accounts.update("ada", (account) => ({ ...account, passwordHash: "new" }));
    await accounts.remove("bob");
    await accounts.update("cy", (account) => ({ ...account, role: "admin" }));
    await accounts.update("ada", demoted);
    await accounts.remove("ada");
  });

  test("where there is no administrator, none is missed", async ({ accounts }) => {
    await accounts.create(sampleAccount("ada", { role: "viewer" }));
    await accounts.update("ada", disabled);
    await accounts.remove("ada");
  });

  test("of administrators who take each other away at once, one stays", async (
    { accounts },
    keyValue,
  ) => {
    for (let round = 0; round < 10; round++) {
      const names = ["ada", "bob", "cy"].map((name) => `${name}-${round}`);
      for (const name of names) await accounts.create(sampleAccount(name));
      for (const { name } of await accounts.list()) {
        if (!names.includes(name)) await accounts.remove(name);
      }
      const [ada, bob, cy] = names as [string, string, string];
      const [one, two, three] = crowd(keyValue, 3) as [State, State, State];
      const done = await Promise.allSettled([
        one.accounts.update(ada, demoted),
        two.accounts.update(bob, disabled),
        three.accounts.remove(cy),
      ]);
      const refused = done.filter((one) => one.status === "rejected");
      assert.deepEqual(refused.map(({ reason }) => reason.code), ["conflict"]);
      const left = (await accounts.list()).filter((one) => one.role === "admin" && !one.isDisabled);
      assert.equal(left.length, 1);
    }
  });

  test("every change of an account raises the version identity", async (state) => {
    const { accounts } = state;
    await raises(state, "identity", () => accounts.create(sampleAccount("ada")));
    await raises(state, "identity", () => accounts.create(sampleAccount("bob")));
    await raises(state, "identity", () => accounts.update("ada", demoted));
    await raises(state, "identity", () => accounts.remove("ada"));
    await raisesNot(state, "identity", () => accounts.remove("bob").catch(() => {}));
  });
}

function disabled(account: StoredAccount): StoredAccount {
  return { ...account, isDisabled: true };
}

function demoted(account: StoredAccount): StoredAccount {
  return { ...account, role: "viewer" };
}
