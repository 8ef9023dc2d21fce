import assert from "node:assert/strict";
import { openApp, ORIGIN, PASSWORD, type TestApp } from "../helpers/app.ts";
import { textOf } from "./cases.ts";

const NEXT = "another horse, another battery";

/** The tokens that a program gets. */
interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

for (
  const [what, end] of [
    ["a sign-out", async ({ ask }, { accessToken }) => {
      const headers = bearer(accessToken);
      assert.equal(await statusOf(ask("/api/v1/auth/logout", { method: "POST", headers })), 204);
    }],
    ["a sign-out by the refresh token", async ({ ask }, { refreshToken }) => {
      const asking = { method: "POST", json: { refreshToken } };
      assert.equal(await statusOf(ask("/api/v1/auth/logout", asking)), 204);
    }],
    ["a change of the password elsewhere", async ({ ask }) => {
      const asking = { as: "viewer", method: "POST", json: { current: PASSWORD, next: NEXT } };
      assert.equal(await statusOf(ask("/api/v1/auth/password", asking as never)), 204);
    }],
    ["a new password by an administrator", (test) => update(test, { password: NEXT })],
    ["the account is disabled", (test) => update(test, { isDisabled: true })],
    ["the account is removed", async ({ ask }) => {
      const asking = { as: "admin", method: "DELETE" } as const;
      assert.equal(await statusOf(ask("/api/v1/admin/users/viewer", asking)), 204);
    }],
  ] as readonly (readonly [string, (test: TestApp, tokens: Tokens) => Promise<void>])[]
) {
  Deno.test(`after ${what} the next request is refused, and so is the refresh`, async () => {
    await using test = await openApp();
    const tokens = await signIn(test);
    const headers = bearer(tokens.accessToken);
    assert.equal(await statusOf(test.ask("/api/v1/auth/profile", { headers })), 200);
    await end(test, tokens);
    assert.equal(await statusOf(test.ask("/api/v1/auth/profile", { headers })), 401);
    assert.equal(await statusOf(refresh(test, tokens.refreshToken)), 401);
  });
}

Deno.test("a token of the key before holds until it ends, and not a second longer", async () => {
  await using test = await openApp();
  const old = await signIn(test);
  await test.services.authentication.rotateKeys();
  const young = await signIn(test);
  const status = ({ accessToken }: Tokens) =>
    statusOf(test.ask("/api/v1/auth/profile", { headers: bearer(accessToken) }));
  assert.deepEqual([await status(old), await status(young)], [200, 200]);
  test.pass(9 * 60_000);
  assert.equal(await status(old), 200);
  test.pass(60_000 + 6_000);
  assert.deepEqual([await status(old), await status(young)], [401, 401]);
  assert.equal(await statusOf(refresh(test, young.refreshToken)), 200);
});

Deno.test("two tabs that refresh at one time get the same successor", async () => {
  await using test = await openApp();
  const { refreshToken } = await signIn(test);
  const answers = await Promise.all(Array.from({ length: 10 }, async () => {
    const response = await refresh(test, refreshToken);
    assert.equal(response.status, 200);
    return (await response.json() as Tokens).refreshToken;
  }));
  assert.equal(new Set(answers).size, 1);
  test.pass(9_000);
  assert.equal(await statusOf(refresh(test, refreshToken)), 200);
  assert.equal(await statusOf(refresh(test, answers[0]!)), 200);
});

Deno.test("a refresh token that comes back later puts thief and owner out", async () => {
  await using test = await openApp();
  const first = await signIn(test);
  const second: Tokens = await (await refresh(test, first.refreshToken)).json();
  test.pass(11_000);
  assert.equal(await statusOf(refresh(test, first.refreshToken)), 401);
  const [record] = await test.state.audit.list({ limit: 1 });
  assert.deepEqual([record!.reason, record!.object], ["refresh_reuse", "user/viewer"]);
  assert.equal(await statusOf(refresh(test, second.refreshToken)), 401);
  for (const { accessToken } of [first, second]) {
    const headers = bearer(accessToken);
    assert.equal(await statusOf(test.ask("/api/v1/auth/profile", { headers })), 401);
  }
});

Deno.test("a refresh token is kept as its hash alone, and no password at all", async () => {
  await using test = await openApp();
  const { refreshToken, accessToken } = await signIn(test);
  const { sid } = JSON.parse(atob(accessToken.split(".")[1]!));
  const session = await test.state.sessions.find(sid, Date.now());
  const account = await test.state.accounts.find("viewer");
  const kept = JSON.stringify([session, account]);
  const secret = refreshToken.slice(refreshToken.lastIndexOf(".") + 1);
  for (const clear of [secret, accessToken, PASSWORD]) assert.ok(!kept.includes(clear));
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(refreshToken));
  assert.equal(session!.refreshHash, new Uint8Array(digest).toHex());
});

Deno.test("a page of ours gets cookies that scripts cannot read, and no token", async () => {
  for (const isSecure of [false, true]) {
    const publicUrl = isSecure ? ORIGIN.replace("http:", "https:") : ORIGIN;
    await using test = await openApp({ settings: { publicUrl } });
    await test.token("viewer");
    const response = await test.ask("/api/v1/auth/login", {
      method: "POST",
      headers: { origin: publicUrl },
      json: { username: "viewer", password: PASSWORD },
    });
    const text = await response.text();
    assert.doesNotMatch(text, /token/i);
    const cookies = response.headers.getSetCookie();
    assert.equal(cookies.length, 2);
    for (const cookie of cookies) {
      const [pair, ...attributes] = cookie.split("; ");
      assert.match(pair!, isSecure ? /^__Host-celestra_/ : /^celestra_/);
      assert.deepEqual(
        attributes.filter((one) => !one.startsWith("Max-Age=")),
        ["Path=/", "HttpOnly", "SameSite=Lax", ...isSecure ? ["Secure"] : []],
      );
      assert.ok(!text.includes(pair!.split("=")[1]!));
    }
  }
});

Deno.test("another role holds from the next request on, up and down", async () => {
  await using test = await openApp();
  const { accessToken } = await signIn(test);
  const create = (name: string) =>
    statusOf(test.ask("/api/v1/workflows", {
      method: "POST",
      headers: bearer(accessToken),
      json: { name, text: textOf(name) },
    }));
  assert.equal(await create("one"), 403);
  await update(test, { role: "editor" });
  assert.equal(await create("two"), 201);
  await update(test, { role: "viewer" });
  assert.equal(await create("three"), 403);
});

Deno.test("nobody gets in before the first start, and its link works once, for 15 minutes", async () => {
  await using test = await openApp();
  for (const name of ["admin", "root", "celestra"]) {
    for (const password of [name, "password", "changeme", ""]) {
      const from = `192.0.2.${name.length}${password.length}`;
      const asking = { method: "POST", json: { username: name, password }, from };
      const status = await statusOf(test.ask("/api/v1/auth/login", asking));
      assert.equal(status, password === "" ? 422 : 401, `${name} ${password}`);
    }
  }
  const late = await test.services.authentication.createSetupToken();
  test.pass(15 * 60_000 + 1);
  assert.equal(await statusOf(setUp(test, late!)), 404);
  const token = await test.services.authentication.createSetupToken();
  assert.equal(await statusOf(setUp(test, late!)), 404);
  const first = await setUp(test, token!);
  assert.equal(first.status, 200);
  const { accessToken } = await first.json();
  const users = test.ask("/api/v1/admin/users", { headers: bearer(accessToken) });
  assert.equal(await statusOf(users), 200);
  assert.equal(await statusOf(setUp(test, token!)), 404);
  assert.equal(await test.services.authentication.createSetupToken(), undefined);
});

function setUp({ ask }: TestApp, token: string): Promise<Response> {
  const json = { token, name: "ada", password: PASSWORD };
  return ask("/api/v1/auth/setup", { method: "POST", json });
}

async function signIn(test: TestApp): Promise<Tokens> {
  await test.token("viewer");
  const json = { username: "viewer", password: PASSWORD };
  const response = await test.ask("/api/v1/auth/login", { method: "POST", json });
  assert.equal(response.status, 200);
  return await response.json();
}

function refresh({ ask }: TestApp, refreshToken: string): Promise<Response> {
  return ask("/api/v1/auth/refresh", { method: "POST", json: { refreshToken } });
}

async function update({ ask }: TestApp, json: unknown): Promise<void> {
  const asking = { as: "admin", method: "PATCH", json } as const;
  assert.equal(await statusOf(ask("/api/v1/admin/users/viewer", asking)), 200);
}

function bearer(token: string): { readonly authorization: string } {
  return { authorization: `Bearer ${token}` };
}

async function statusOf(asked: Promise<Response>): Promise<number> {
  const response = await asked;
  await response.body?.cancel();
  return response.status;
}
