import assert from "node:assert/strict";
import { createAuthentication } from "../../lib/services/authentication.ts";
import { createIdentityCache } from "../../lib/services/identity/identity_cache.ts";
import { createPasswords } from "../../lib/services/passwords.ts";
import { type Asking, openApp, ORIGIN, PASSWORD, type TestApp } from "../helpers/app.ts";

const PATH = "/api/v1/auth/login";

Deno.test("a name that is there and one that is not get the same answer in the same time", async () => {
  await using test = await openApp();
  await test.token("viewer");
  const times: Record<string, number[]> = { viewer: [], nobody: [] };
  for (let round = 0; round < 9; round++) {
    for (const username of ["viewer", "nobody"]) {
      const from = `192.0.2.${round}`;
      const start = performance.now();
      const response = await guess(test, { username, from });
      times[username]!.push(performance.now() - start);
      const { error: { requestId: _, ...error } } = await response.json();
      assert.equal(response.status, 401);
      assert.deepEqual(error, {
        code: "unauthenticated",
        message: "The name or the password is wrong",
        details: {},
      });
    }
  }
  const [known, unknown] = [times.viewer!, times.nobody!].map(median) as [number, number];
  assert.ok(known / unknown > 0.6 && known / unknown < 1.6, `${known} ms and ${unknown} ms`);
});

Deno.test("each guess costs one hash, also at a name that is none", async () => {
  const derived: string[] = [];
  const passwords = createPasswords({
    derive(password) {
      derived.push(password);
      return Promise.resolve(new Uint8Array(32));
    },
  });
  await using test = await openApp(withPasswords(passwords));
  await test.token("viewer");
  for (const username of ["viewer", "nobody", "../../etc", "VIEWER", "x".repeat(200), "\0"]) {
    derived.length = 0;
    const response = await guess(test, { username });
    await response.body?.cancel();
    assert.equal(response.status, 401, username);
    assert.deepEqual(derived, ["a wrong guess"], username);
  }
});

Deno.test("after five wrong guesses at an account its address waits, and the owner does not", async () => {
  await using test = await openApp(withPasswords(instant()));
  await test.token("viewer");
  const [thief, owner] = ["192.0.2.1", "192.0.2.2"];
  for (let count = 0; count < 5; count++) {
    assert.equal((await guess(test, { username: "viewer", from: thief })).status, 401);
  }
  const late = await guess(test, { username: "viewer", from: thief });
  assert.equal(late.status, 429);
  const wait = Number(late.headers.get("retry-after"));
  assert.ok(wait > 0 && wait <= 15 * 60, `${wait}`);
  assert.equal((await late.json()).error.code, "rate_limited");
  // A right password does not help there either, and nobody else is kept out.
  assert.equal(
    (await guess(test, { username: "viewer", from: thief, password: RIGHT })).status,
    429,
  );
  assert.equal(
    (await guess(test, { username: "viewer", from: owner, password: RIGHT })).status,
    200,
  );
  assert.equal((await guess(test, { username: "admin", from: thief })).status, 401);
  const [record] = await test.state.audit.list({ limit: 1 });
  assert.equal(record!.address, thief);
  test.pass(15 * 60_000);
  assert.equal(
    (await guess(test, { username: "viewer", from: thief, password: RIGHT })).status,
    200,
  );
});

Deno.test("what a client says of its address counts only where a proxy of ours passes it on", async () => {
  const proxy = "10.0.0.1";
  for (const trustedProxies of [[], [proxy]]) {
    await using test = await openApp({ ...withPasswords(instant()), settings: { trustedProxies } });
    const isTrusted = trustedProxies.length > 0;
    const statuses = async (from: string) => {
      const answers: number[] = [];
      for (let count = 0; count < 7; count++) {
        const headers = {
          "x-forwarded-for": `1.2.3.4, 198.51.100.${count}`,
          "x-real-ip": `198.51.100.${count}`,
          "forwarded": `for=198.51.100.${count}`,
        };
        const response = await guess(test, { username: "viewer", from, headers });
        await response.body?.cancel();
        answers.push(response.status);
      }
      return answers;
    };
    const limited = [401, 401, 401, 401, 401, 429, 429];
    assert.deepEqual(await statuses("192.0.2.9"), limited);
    assert.deepEqual(await statuses(proxy), isTrusted ? Array(7).fill(401) : limited);
    const [record] = await test.state.audit.list({ limit: 1 });
    assert.equal(record!.address, isTrusted ? "198.51.100.6" : proxy);
  }
});

Deno.test("many guesses of strangers are turned away, and whoever was here before gets in", async () => {
  await using test = await openApp(withPasswords(instant()));
  await test.token("viewer");
  const mine = "192.0.2.200";
  assert.equal(
    (await guess(test, { username: "viewer", from: mine, password: RIGHT })).status,
    200,
  );
  const statuses: number[] = [];
  for (let count = 0; count < 300; count++) {
    const from = `10.${count % 7}.${count % 11}.${count % 256}`;
    statuses.push((await guess(test, { username: `user${count}`, from })).status);
  }
  assert.ok(statuses.filter((status) => status === 401).length <= 120);
  assert.ok(statuses.slice(-100).every((status) => status === 429));
  assert.equal(
    (await guess(test, { username: "viewer", from: mine, password: RIGHT })).status,
    200,
  );
});

Deno.test("other routes answer at once while passwords are hashed", async () => {
  await using test = await openApp();
  await test.token("viewer");
  const guesses = Array.from(
    { length: 12 },
    (_, index) => guess(test, { username: `user${index}`, from: `192.0.2.${index}` }),
  );
  let isOver = false;
  const over = Promise.all(guesses).finally(() => isOver = true);
  const times: number[] = [];
  while (!isOver && times.length < 200) {
    const start = performance.now();
    const response = await test.ask("/api/v1/workflows/shop", { as: "viewer" });
    await response.body?.cancel();
    times.push(performance.now() - start);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const response of await over) assert.ok([401, 429].includes(response.status));
  times.sort((a, b) => a - b);
  assert.ok(times.length >= 10, `${times.length}`);
  assert.ok(times[Math.floor(times.length * 0.95)]! < 500, `${times}`);
});

/** What the instant hash takes for everybody's password. */
const RIGHT = PASSWORD;

/** Passwords that cost nothing to check: it is the counting that is looked at. */
function instant(): ReturnType<typeof createPasswords> {
  return {
    hash: () => Promise.resolve("hash"),
    matches: (password, hash) => Promise.resolve(hash !== undefined && password === RIGHT),
    expectRoom() {},
  };
}

/** The app, with another keeper of passwords behind its sign-in. */
function withPasswords(passwords: ReturnType<typeof createPasswords>) {
  return {
    services: (services: TestApp["services"], state: TestApp["state"], now: () => number) => ({
      ...services,
      authentication: createAuthentication({
        state,
        now,
        publicUrl: ORIGIN,
        passwords,
        cache: createIdentityCache(state),
      }),
    }),
  };
}

interface Guess extends Asking {
  readonly username: string;
  readonly password?: string;
}

function guess(
  { ask }: TestApp,
  { username, password = "a wrong guess", ...asking }: Guess,
): Promise<Response> {
  return ask(PATH, { ...asking, method: "POST", json: { username, password } });
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}
