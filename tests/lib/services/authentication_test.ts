import assert from "node:assert/strict";
import { AppError } from "../../../lib/model/error.ts";
import { createState } from "../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../lib/state/memory.ts";
import { PASSWORD, type People, people, START } from "./identity/people.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

Deno.test("login() gives an access token of ten minutes and a refresh token of 14 days", async () => {
  const { login } = await people();
  const tokens = await login();
  assert.equal(tokens.expiresIn, 600);
  assert.equal(tokens.refreshExpiresIn, 14 * 24 * 60 * 60);
  assert.deepEqual(tokens.account, {
    name: "ada",
    role: "admin",
    isDisabled: false,
    createdAt: new Date(START).toISOString(),
  });
});

Deno.test("login() says the same of a wrong password, a wrong name and a closed account", async () => {
  const person = await people();
  await person.accounts.update("bob", { isDisabled: true });
  const refusals = [];
  for (const name of ["ada", "eve", "bob", "no name", "__proto__", "x".repeat(100_000)]) {
    const before = person.hashes();
    const password = name === "bob" ? PASSWORD : "wrong password";
    const error = await refusal(person.login(name, password));
    refusals.push([error.code, error.message, error.details, person.hashes() - before]);
  }
  const [first, ...others] = refusals;
  assert.deepEqual(first, ["unauthenticated", "The name or the password is wrong", {}, 1]);
  for (const other of others) assert.deepEqual(other, first);
});

Deno.test("verify() answers whose token it is without asking the store again", async () => {
  const person = await people();
  const { accessToken } = await person.login("bob");
  const first = await person.authentication.verify(accessToken);
  assert.equal(first?.account.role, "editor");
  person.state.sessions.find = () => Promise.reject(new Error("asked"));
  assert.equal(await person.authentication.verify(accessToken), first);
});

Deno.test("no access on the next request after logout", async () => {
  for (const by of ["accessToken", "refreshToken"] as const) {
    const { authentication, login } = await people();
    const tokens = await login();
    assert.notEqual(await authentication.verify(tokens.accessToken), undefined);
    await authentication.logout(tokens[by]);
    assert.equal(await authentication.verify(tokens.accessToken), undefined, by);
    await assert.rejects(authentication.refresh(tokens.refreshToken), { code: "unauthenticated" });
  }
});

Deno.test("logout() ends nothing by a refresh token that was made up", async () => {
  const { authentication, login } = await people();
  const { accessToken, refreshToken } = await login();
  await authentication.logout(refreshToken.replace(/[^.]*$/, "A".repeat(43)));
  await authentication.logout(refreshToken.split(".")[0]!);
  await authentication.logout("nothing");
  assert.notEqual(await authentication.verify(accessToken), undefined);
});

Deno.test("no access on the next request after a new password, disabling, or removal", async () => {
  const changes: Record<string, (person: People) => Promise<unknown>> = {
    "new password": ({ accounts }) => accounts.update("bob", { password: "another good password" }),
    "disabled": ({ accounts }) => accounts.update("bob", { isDisabled: true }),
    "removed": ({ accounts }) => accounts.remove("bob"),
  };
  for (const [name, change] of Object.entries(changes)) {
    const person = await people();
    const { authentication, login } = person;
    const tokens = await login("bob");
    const other = await login("ada");
    assert.notEqual(await authentication.verify(tokens.accessToken), undefined);
    await change(person);
    assert.equal(await authentication.verify(tokens.accessToken), undefined, name);
    await assert.rejects(authentication.refresh(tokens.refreshToken), { code: "unauthenticated" });
    await assert.rejects(login("bob"), { code: "unauthenticated" });
    assert.notEqual(await authentication.verify(other.accessToken), undefined, name);
  }
});

Deno.test("a disabled account that is let in again must sign in again", async () => {
  const { authentication, accounts, login } = await people();
  const tokens = await login("bob");
  await accounts.update("bob", { isDisabled: true });
  await accounts.update("bob", { isDisabled: false });
  assert.equal(await authentication.verify(tokens.accessToken), undefined);
  assert.notEqual(await authentication.verify((await login("bob")).accessToken), undefined);
});

Deno.test("the next request has a new role", async () => {
  const { authentication, accounts, login } = await people();
  const { accessToken } = await login("bob");
  assert.equal((await authentication.verify(accessToken))?.account.role, "editor");
  await accounts.update("bob", { role: "viewer" });
  assert.equal((await authentication.verify(accessToken))?.account.role, "viewer");
});

Deno.test("a closed account has no access, also where its sessions could not be ended", async () => {
  const { authentication, login, state } = await people();
  const { accessToken, refreshToken } = await login("bob");
  await state.accounts.update("bob", (account) => ({ ...account, isDisabled: true }));
  assert.equal(await authentication.verify(accessToken), undefined);
  await assert.rejects(authentication.refresh(refreshToken), { code: "unauthenticated" });
});

Deno.test("a new account has nothing of one that had its name", async () => {
  const { accounts, authentication, login } = await people();
  const { accessToken, refreshToken } = await login("bob");
  await accounts.remove("bob");
  await accounts.create({ name: "bob", role: "admin", password: "another good password" });
  assert.equal(await authentication.verify(accessToken), undefined);
  await assert.rejects(authentication.refresh(refreshToken), { code: "unauthenticated" });
});

for (const change of [{ password: "another good password" }, { isDisabled: true }]) {
  Deno.test(`a login that began before ${Object.keys(change)} changed gives no session`, async () => {
    const { accounts, login, state } = await people();
    const create = state.sessions.create;
    let made = "";
    // The change comes between the check of the password and the session.
    state.sessions.create = async (session) => {
      made = session.id;
      await accounts.update("bob", change);
      await create.call(state.sessions, session);
    };
    await assert.rejects(login("bob"), { code: "unauthenticated" });
    assert.equal(await state.sessions.find(made, START), undefined);
  });
}

Deno.test("refresh() gives the next tokens, and the session goes on", async () => {
  const { authentication, clock, login } = await people();
  const first = await login();
  clock.now += 5 * MINUTE;
  const second = await authentication.refresh(first.refreshToken);
  assert.notEqual(second.refreshToken, first.refreshToken);
  const [before, after] = await Promise.all(
    [first, second].map(({ accessToken }) => authentication.verify(accessToken)),
  );
  assert.equal(before?.session, after?.session);
});

Deno.test("two tabs that refresh at one time get the same next token", async () => {
  const { authentication, clock, login } = await people();
  const { refreshToken } = await login();
  const both = await Promise.all([
    authentication.refresh(refreshToken),
    authentication.refresh(refreshToken),
  ]);
  assert.equal(both[0].refreshToken, both[1].refreshToken);
  clock.now += 10_000;
  const late = await authentication.refresh(refreshToken);
  assert.equal(late.refreshToken, both[0].refreshToken);
  assert.notEqual(await authentication.verify(late.accessToken), undefined);
  await authentication.refresh(late.refreshToken);
});

Deno.test("two tabs get the same next token also while the keys change", async () => {
  const { authentication, login } = await people();
  const { refreshToken } = await login();
  const first = await authentication.refresh(refreshToken);
  await authentication.rotateKeys();
  const second = await authentication.refresh(refreshToken);
  assert.equal(second.refreshToken, first.refreshToken);
  await authentication.refresh(second.refreshToken);
});

Deno.test("a refresh token that comes back later ends the session for everyone", async () => {
  const { authentication, clock, login } = await people();
  const stolen = await login();
  const other = await login();
  const next = await authentication.refresh(stolen.refreshToken);
  clock.now += 10_001;
  const error = await refusal(authentication.refresh(stolen.refreshToken));
  assert.equal(error.code, "unauthenticated");
  assert.deepEqual(error.details, { reason: "refresh_reuse", account: "ada" });
  assert.equal(await authentication.verify(next.accessToken), undefined);
  await assert.rejects(authentication.refresh(next.refreshToken), { code: "unauthenticated" });
  assert.notEqual(await authentication.verify(other.accessToken), undefined);
});

Deno.test("the refresh token before the last ends the session at once", async () => {
  const { authentication, login } = await people();
  const first = await login();
  const second = await authentication.refresh(first.refreshToken);
  await authentication.refresh(second.refreshToken);
  const error = await refusal(authentication.refresh(first.refreshToken));
  assert.equal(error.details.reason, "refresh_reuse");
});

Deno.test("a made-up refresh token neither holds nor ends a session", async () => {
  const { authentication, login } = await people();
  const { refreshToken } = await login();
  const next = await authentication.refresh(refreshToken);
  const [session, , secret] = refreshToken.split(".");
  const forged = ["", "x", `${session}.0.${"A".repeat(43)}`, `${session}.1.${secret}`];
  forged.push(`${session}.2.${secret}`, `${session}.00.${secret}`, `${session}.-1.${secret}`);
  forged.push(`${crypto.randomUUID()}.0.${secret}`, next.accessToken, `${refreshToken}A`);
  for (const token of forged) {
    const error = await refusal(authentication.refresh(token));
    assert.deepEqual([error.code, error.details], ["unauthenticated", {}], token);
  }
  await authentication.refresh(next.refreshToken);
});

Deno.test("a session ends after 14 days without use", async () => {
  const { authentication, clock, login } = await people();
  const { refreshToken } = await login();
  clock.now += 14 * DAY;
  await assert.rejects(authentication.refresh(refreshToken), { code: "unauthenticated" });
});

Deno.test("a session ends after 30 days with use, its access token as well", async () => {
  const { authentication, clock, login } = await people();
  let tokens = await login();
  for (let day = 10; day < 30; day += 10) {
    clock.now = START + day * DAY;
    tokens = await authentication.refresh(tokens.refreshToken);
  }
  assert.equal(tokens.refreshExpiresIn, 10 * 24 * 60 * 60);
  clock.now = START + 30 * DAY - MINUTE;
  tokens = await authentication.refresh(tokens.refreshToken);
  assert.equal(tokens.refreshExpiresIn, 60);
  assert.notEqual(await authentication.verify(tokens.accessToken), undefined);
  clock.now = START + 30 * DAY;
  assert.equal(await authentication.verify(tokens.accessToken), undefined);
  await assert.rejects(authentication.refresh(tokens.refreshToken), { code: "unauthenticated" });
});

Deno.test("tokens of the key before hold until they end, and no longer", async () => {
  const { authentication, clock, login, state } = await people();
  const { accessToken } = await login();
  const [old] = await state.keys.list();
  await authentication.rotateKeys();
  const [current, before] = await state.keys.list();
  assert.notEqual(current!.id, old!.id);
  assert.deepEqual([before!.id, before!.retiresAt], [old!.id, START + 605_000]);
  assert.notEqual(await authentication.verify(accessToken), undefined);
  assert.notEqual(await authentication.verify((await login()).accessToken), undefined);
  clock.now = START + 605_000;
  assert.equal(await authentication.verify(accessToken), undefined);
});

Deno.test("a new key signs after 30 days", async () => {
  const { clock, login, state } = await people();
  await login();
  clock.now += 30 * DAY - 1;
  await login();
  assert.equal((await state.keys.list()).length, 1);
  clock.now += 1;
  await login();
  assert.equal((await state.keys.list())[0]!.createdAt, clock.now);
});

Deno.test("the store holds no password and no token", async () => {
  const keyValue = createMemoryKeyValue();
  const { authentication, login } = await people({ state: createState(keyValue) });
  const first = await login();
  const second = await authentication.refresh(first.refreshToken);
  const kept = JSON.stringify(await keyValue.list([]));
  assert.ok(kept.includes("ada"));
  const secrets = [first, second].flatMap((tokens) => [tokens.refreshToken, tokens.accessToken]);
  for (const secret of [PASSWORD, ...secrets.map((token) => token.split(".").at(-1)!)]) {
    assert.ok(!kept.includes(secret));
  }
});

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  try {
    await promise;
  } catch (error) {
    assert.ok(error instanceof AppError, String(error));
    return error;
  }
  assert.fail("it was not refused");
}
