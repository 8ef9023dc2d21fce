import assert from "node:assert/strict";
import { nobody, PASSWORD, people, START } from "./people.ts";

const ADA = { name: "ada", password: PASSWORD };
const MINUTE = 60_000;

Deno.test("without an account nobody gets in by a name that others use", async () => {
  const { authentication } = nobody();
  for (const name of ["admin", "root", "celestra"]) {
    await assert.rejects(authentication.login({ name, password: name, address: "192.0.2.1" }), {
      code: "unauthenticated",
    });
  }
});

Deno.test("the first start makes one administrator, who is signed in", async () => {
  const { authentication, accounts } = nobody();
  const token = (await authentication.createSetupToken())!;
  assert.match(token, /^[\w-]{43}$/);
  assert.equal(await authentication.isSetupToken(token), true);
  const { accessToken, account } = await authentication.setup(token, ADA);
  assert.equal(account.role, "admin");
  assert.equal((await authentication.verify(accessToken))?.account.name, "ada");
  assert.equal((await accounts.list()).length, 1);
});

Deno.test("a link works once", async () => {
  const { authentication } = nobody();
  const token = (await authentication.createSetupToken())!;
  await authentication.setup(token, ADA);
  assert.equal(await authentication.isSetupToken(token), false);
  await assert.rejects(authentication.setup(token, { ...ADA, name: "eve" }), { code: "not_found" });
});

Deno.test("a link works for 15 minutes", async () => {
  const { authentication, clock } = nobody();
  const token = (await authentication.createSetupToken())!;
  clock.now = START + 15 * MINUTE - 1;
  assert.equal(await authentication.isSetupToken(token), true);
  clock.now = START + 15 * MINUTE;
  assert.equal(await authentication.isSetupToken(token), false);
  await assert.rejects(authentication.setup(token, ADA), { code: "not_found" });
});

Deno.test("of two who use a link at one time one gets in", async () => {
  const { authentication, accounts } = nobody();
  const token = (await authentication.createSetupToken())!;
  const both = await Promise.allSettled([
    authentication.setup(token, ADA),
    authentication.setup(token, { ...ADA, name: "eve" }),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
  const { reason } = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
  assert.equal(reason.code, "not_found");
  assert.equal((await accounts.list()).length, 1);
});

Deno.test("a weak password or name does not use a link up", async () => {
  const { authentication } = nobody();
  const token = (await authentication.createSetupToken())!;
  for (const wrong of [{ ...ADA, password: "short" }, { ...ADA, name: "Ada" }]) {
    await assert.rejects(authentication.setup(token, wrong), { code: "unprocessable" });
  }
  await authentication.setup(token, ADA);
});

Deno.test("a new link makes the one before void", async () => {
  const { authentication } = nobody();
  const first = (await authentication.createSetupToken())!;
  const second = (await authentication.createSetupToken())!;
  assert.equal(await authentication.isSetupToken(first), false);
  assert.equal(await authentication.isSetupToken(second), true);
});

Deno.test("there is no link while there are accounts, and one from before is void", async () => {
  assert.equal(await (await people()).authentication.createSetupToken(), undefined);
  const { authentication, accounts } = nobody();
  const token = (await authentication.createSetupToken())!;
  await accounts.create({ name: "bob", role: "viewer", password: PASSWORD });
  assert.equal(await authentication.isSetupToken(token), false);
  await assert.rejects(authentication.setup(token, ADA), { code: "not_found" });
});

Deno.test("a wrong link is told before anything is hashed", async () => {
  const { authentication, hashes } = nobody();
  await authentication.createSetupToken();
  for (const token of ["", "x", "A".repeat(43), "x".repeat(100_000)]) {
    assert.equal(await authentication.isSetupToken(token), false);
    await assert.rejects(authentication.setup(token, ADA), { code: "not_found" });
  }
  assert.equal(hashes(), 0);
});
