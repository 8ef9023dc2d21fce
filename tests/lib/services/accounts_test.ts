import assert from "node:assert/strict";
import type { AccountChange } from "../../../lib/services/accounts.ts";
import { nobody, PASSWORD, people, START } from "./identity/people.ts";

const NEXT = "another good password";

Deno.test("list() tells name, role, whether disabled and since when, and no more", async () => {
  const { accounts } = await people();
  const createdAt = new Date(START).toISOString();
  assert.deepEqual(await accounts.list(), [
    { name: "ada", role: "admin", isDisabled: false, createdAt },
    { name: "bob", role: "editor", isDisabled: false, createdAt },
  ]);
});

Deno.test("create() refuses a name that is taken, is none, and a weak password", async () => {
  const { accounts } = await people();
  const create = (name: string, password = PASSWORD) =>
    accounts.create({ name, role: "viewer", password });
  await assert.rejects(create("ada"), { code: "already_exists" });
  await assert.rejects(create("Eve"), { code: "unprocessable" });
  await assert.rejects(create("eve", "short"), { code: "unprocessable" });
  assert.equal((await accounts.list()).length, 2);
});

Deno.test("update() changes what may be changed and nothing else that it is given", async () => {
  const { accounts, state } = await people();
  const before = (await state.accounts.find("bob"))!;
  const greedy = { role: "viewer", name: "eve", createdAt: 0, passwordHash: "x", admin: true };
  const changed = await accounts.update("bob", greedy as AccountChange);
  assert.equal(changed.role, "viewer");
  assert.deepEqual(await state.accounts.find("bob"), { ...before, role: "viewer" });
});

Deno.test("update() refuses a weak password before it changes anything", async () => {
  const { accounts } = await people();
  await assert.rejects(accounts.update("bob", { role: "admin", password: "short" }), {
    code: "unprocessable",
  });
  assert.equal((await accounts.list())[1]!.role, "editor");
});

Deno.test("the last administrator who can sign in stays one", async () => {
  const { accounts, login } = await people();
  await assert.rejects(accounts.update("ada", { role: "editor" }), { code: "conflict" });
  await assert.rejects(accounts.update("ada", { isDisabled: true }), { code: "conflict" });
  await assert.rejects(accounts.remove("ada"), { code: "conflict" });
  await login("ada");
});

Deno.test("update() and remove() say when there is no such account", async () => {
  const { accounts } = nobody();
  await assert.rejects(accounts.update("eve", { role: "viewer" }), { code: "not_found" });
  await assert.rejects(accounts.remove("eve"), { code: "not_found" });
});

Deno.test("changePassword() keeps this session and ends the others", async () => {
  const { accounts, authentication, login } = await people();
  const [here, there] = [await login("bob"), await login("bob")];
  const { session } = (await authentication.verify(here.accessToken))!;
  assert.notEqual(await authentication.verify(there.accessToken), undefined);
  await accounts.changePassword(bob, session, PASSWORD, NEXT);
  assert.notEqual(await authentication.verify(here.accessToken), undefined);
  assert.equal(await authentication.verify(there.accessToken), undefined);
  await assert.rejects(login("bob", PASSWORD), { code: "unauthenticated" });
  await login("bob", NEXT);
});

Deno.test("changePassword() asks for the current password and a good next one", async () => {
  const { accounts, login } = await people();
  await assert.rejects(accounts.changePassword(bob, "s", "wrong", NEXT), {
    code: "unauthenticated",
  });
  await assert.rejects(accounts.changePassword(bob, "s", PASSWORD, "short"), {
    code: "unprocessable",
  });
  await login("bob", PASSWORD);
});

const bob = { name: "bob", role: "editor", requestId: "r" } as const;
