import assert from "node:assert/strict";
import { createState } from "../../../../lib/state/create_state.ts";
import { denoKv } from "../../../../lib/state/deno_kv.ts";
import { inFolder } from "../../../helpers/host.ts";
import { nobody, PASSWORD, type People, START } from "./people.ts";

Deno.test("what another process changed holds within a second", async () => {
  await together(async (here, there) => {
    await begin(here);
    const { accessToken, refreshToken } = await here.login("bob");
    const role = async () => (await there.authentication.verify(accessToken))?.account.role;
    assert.equal(await role(), "editor");
    await here.accounts.update("bob", { role: "viewer" });
    there.clock.now += 1000;
    assert.equal(await role(), "viewer");
    await here.authentication.logout(accessToken);
    there.clock.now += 1000;
    assert.equal(await role(), undefined);
    await assert.rejects(there.authentication.refresh(refreshToken), { code: "unauthenticated" });
  });
});

Deno.test("what another process disabled holds within a second", async () => {
  await together(async (here, there) => {
    await begin(here);
    const { accessToken } = await there.login("bob");
    assert.notEqual(await there.authentication.verify(accessToken), undefined);
    await here.accounts.update("bob", { isDisabled: true });
    there.clock.now += 1000;
    assert.equal(await there.authentication.verify(accessToken), undefined);
    await assert.rejects(there.login("bob"), { code: "unauthenticated" });
  });
});

Deno.test("two processes that start at one time sign with one key", async () => {
  await together(async (here, there) => {
    await begin(here);
    const [one, other] = await Promise.all([here.login("ada"), there.login("bob")]);
    assert.equal((await here.state.keys.list()).length, 1);
    assert.equal((await there.authentication.verify(one.accessToken))?.account.name, "ada");
    assert.equal((await here.authentication.verify(other.accessToken))?.account.name, "bob");
  });
});

Deno.test("a token of a key that another process made gives access at once", async () => {
  await together(async (here, there) => {
    await begin(here);
    await there.login();
    await here.authentication.rotateKeys();
    const { accessToken } = await here.login();
    assert.notEqual(await there.authentication.verify(accessToken), undefined);
  });
});

Deno.test("a refresh at two processes at one time gives one next token", async () => {
  await together(async (here, there) => {
    await begin(here);
    const { refreshToken } = await here.login();
    const [one, other] = await Promise.all([
      here.authentication.refresh(refreshToken),
      there.authentication.refresh(refreshToken),
    ]);
    assert.equal(one.refreshToken, other.refreshToken);
    await there.authentication.refresh(one.refreshToken);
  });
});

Deno.test("the first start at two processes at one time makes one administrator", async () => {
  await together(async (here, there) => {
    const token = (await here.authentication.createSetupToken())!;
    const both = await Promise.allSettled([
      here.authentication.setup(token, { name: "ada", password: PASSWORD }),
      there.authentication.setup(token, { name: "eve", password: PASSWORD }),
    ]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    assert.equal((await here.accounts.list()).length, 1);
  });
});

Deno.test("guesses at two processes count together", async () => {
  await together(async (here, there) => {
    await begin(here);
    for (const process of [here, there, here, there, here]) {
      await assert.rejects(process.login("ada", "wrong password"), { code: "unauthenticated" });
    }
    for (const process of [here, there]) {
      await assert.rejects(process.login("ada", PASSWORD), { code: "rate_limited" });
    }
  });
});

Deno.test("a name that no key of the store could hold is a wrong one", async () => {
  await together(async (here) => {
    await begin(here);
    await assert.rejects(here.login("x".repeat(10_000)), { code: "unauthenticated" });
  });
});

Deno.test("the state's files hold no password and no refresh token in the clear", async () => {
  await together(async (here, _there, folder) => {
    await begin(here);
    const first = await here.login();
    const second = await here.authentication.refresh(first.refreshToken);
    const bytes = [...Deno.readDirSync(folder)]
      .map(({ name }) => new TextDecoder("latin1").decode(Deno.readFileSync(`${folder}/${name}`)))
      .join("");
    assert.ok(bytes.includes("scrypt"), "the accounts are in the files that were read");
    const secrets = [first.refreshToken, second.refreshToken, first.accessToken]
      .map((token) => token.split(".").at(-1)!);
    for (const secret of [PASSWORD, ...secrets]) assert.ok(!bytes.includes(secret));
  });
});

async function begin({ accounts }: People): Promise<void> {
  await accounts.create({ name: "ada", role: "admin", password: PASSWORD });
  await accounts.create({ name: "bob", role: "editor", password: PASSWORD });
}

/** Two processes on one file, with one clock. */
async function together(
  test: (here: People, there: People, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const open = async () => createState(await denoKv.open({ path: `${folder}/state.db` }));
    const [one, other] = [await open(), await open()];
    const clock = { now: START };
    try {
      await test(nobody({ state: one, clock }), nobody({ state: other, clock }), folder);
    } finally {
      one.close();
      other.close();
    }
  });
}
