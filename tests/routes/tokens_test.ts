import assert from "node:assert/strict";
import { openApp, PASSWORD, type TestApp } from "../helpers/app.ts";

type Claims = Record<string, unknown>;

/** Routes that ask for a token, a read, a write and one for administrators. */
const ROUTES = [
  ["GET", "/api/v1/workflows/shop"],
  ["DELETE", "/api/v1/workflows/shop"],
  ["GET", "/api/v1/admin/users"],
] as const;

const encode = (value: unknown) => base64(new TextEncoder().encode(JSON.stringify(value)));

Deno.test("no token but ours opens a route, and all the others get the same answer", async () => {
  await using test = await openApp();
  const tokens = await forged(test);
  assert.ok(Object.keys(tokens).length >= 40, `${Object.keys(tokens).length}`);
  for (const [method, path] of ROUTES) {
    for (const [name, authorization] of Object.entries(tokens)) {
      const before = await test.state.audit.count();
      const response = await test.ask(path, { method, headers: { authorization } });
      const { error: { requestId: _, ...error } } = await response.json();
      assert.equal(response.status, 401, `${name} on ${path}`);
      assert.equal(response.headers.get("www-authenticate"), "Bearer");
      assert.deepEqual(error, { code: "unauthenticated", message: "Sign in first", details: {} });
      assert.equal(await test.state.audit.count(), before + 1, `${name} was not audited`);
    }
  }
  const response = await test.ask("/api/v1/admin/users", { as: "admin" });
  assert.equal(response.status, 200);
  await response.body?.cancel();
});

Deno.test("a request with two tokens is refused, though one of them is good", async () => {
  await using test = await openApp();
  const headers = new Headers();
  for (const _ of [1, 2]) headers.append("authorization", `Bearer ${await test.token("admin")}`);
  const path = "/api/v1/admin/users";
  const response = await test.ask(path, { headers: Object.fromEntries(headers) });
  assert.equal(response.status, 401);
  await response.body?.cancel();
});

Deno.test("two Authorization headers on the wire are refused, whichever of them is good", async () => {
  await using test = await openApp();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, test.app.fetch);
  const good = `Bearer ${await test.token("admin")}`;
  const status = async (...values: string[]) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port: server.addr.port });
    const lines = values.map((value) => `authorization: ${value}`);
    const head = ["GET /api/v1/admin/users HTTP/1.1", "host: celestra.test", "connection: close"];
    const text = [...head, ...lines, "", ""].join("\r\n");
    await connection.write(new TextEncoder().encode(text));
    const bytes = await new Response(connection.readable).text();
    return Number(bytes.split(" ")[1]);
  };
  assert.equal(await status(good), 200);
  for (const other of [good, "Bearer x", "Basic YTpi", ""]) {
    assert.deepEqual([await status(good, other), await status(other, good)], [401, 401], other);
  }
  await server.shutdown();
});

Deno.test("the header counts and not the cookie beside it", async () => {
  await using test = await openApp();
  const cookie = `celestra_access=${await test.token("admin")}`;
  const status = async (headers: Record<string, string>) => {
    const response = await test.ask("/api/v1/admin/users", { headers });
    await response.body?.cancel();
    return response.status;
  };
  assert.equal(await status({ cookie }), 200);
  assert.equal(await status({ cookie, authorization: "Bearer nonsense" }), 401);
  assert.equal(
    await status({ cookie: cookie.replace("celestra_access", "celestra_refresh") }),
    401,
  );
});

/** Values of `Authorization` that are not to be taken, by what is wrong with them. */
async function forged(test: TestApp): Promise<Record<string, string>> {
  const good = await test.token("admin");
  const [head, body, signature] = good.split(".") as [string, string, string];
  const [header, claims] = [head, body].map((part) => JSON.parse(atob(url(part)))) as [
    Claims,
    Claims,
  ];
  const [key] = await test.state.keys.list();
  const signing = await imported(key!.privateJwk);
  const other =
    (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const signed = (headers: Claims, body: Claims, by = signing) => sign(headers, body, by);
  const ours = (change: Claims) => signed(header, { ...claims, ...change });
  const headed = (change: Claims) => signed({ ...header, ...change }, claims);
  const now = Math.floor(Date.now() / 1000);
  const without = (name: string) => {
    const { [name]: _, ...rest } = claims;
    return signed(header, rest);
  };
  const publicKey = new TextEncoder().encode(JSON.stringify(key!.publicJwk));
  const { refreshToken } = await test.services.authentication.login({
    name: "admin",
    password: PASSWORD,
    address: "192.0.2.1",
  });
  const bearers: Record<string, string | Promise<string>> = {
    "alg none": `${encode({ ...header, alg: "none" })}.${body}.`,
    "alg None": `${encode({ ...header, alg: "None" })}.${body}.`,
    "alg NonE": `${encode({ ...header, alg: "NonE" })}.${body}.`,
    "alg nOnE with a signature": `${encode({ ...header, alg: "nOnE" })}.${body}.${signature}`,
    "alg empty": headed({ alg: "" }),
    "alg null": headed({ alg: null }),
    "alg RS256": headed({ alg: "RS256" }),
    "alg ES256": headed({ alg: "ES256" }),
    "HS256 with the public key": hmac({ ...header, alg: "HS256" }, claims, publicKey),
    "HS256 with its x": hmac({ ...header, alg: "HS256" }, claims, bytesOf(key!.publicJwk.x)),
    "HS256 with nothing": hmac({ ...header, alg: "HS256" }, claims, Uint8Array.of(0)),
    "another key": signed(header, claims, other.privateKey),
    "an unknown kid": headed({ kid: "unknown" }),
    "a kid that is a path": headed({ kid: "../../../dev/null" }),
    "a kid that is a query": headed({ kid: "x' OR '1'='1" }),
    "no kid": signed({ alg: header.alg, typ: header.typ }, claims, other.privateKey),
    "a jku": signed({ ...header, jku: "https://evil.example/keys" }, claims, other.privateKey),
    "a jwk": signed(
      { ...header, jwk: await crypto.subtle.exportKey("jwk", other.publicKey) },
      claims,
      other.privateKey,
    ),
    "an x5u": signed({ ...header, x5u: "https://evil.example/cert" }, claims, other.privateKey),
    "a critical extension": headed({ crit: ["exp2"], exp2: 1 }),
    "no typ": signed({ alg: header.alg, kid: header.kid }, claims),
    "typ JWT": headed({ typ: "JWT" }),
    "typ of a refresh token": headed({ typ: "rt+jwt" }),
    "no exp": without("exp"),
    "exp as text": ours({ exp: String(claims.exp) }),
    "expired": ours({ iat: now - 2000, exp: now - 1000 }),
    "expired at the epoch": ours({ exp: 0 }),
    "nbf to come": ours({ nbf: now + 1000 }),
    "iat to come": ours({ iat: now + 1000 }),
    "another iss": ours({ iss: "https://evil.example" }),
    "our iss with a slash": ours({ iss: `${claims.iss}/` }),
    "no iss": without("iss"),
    "another aud": ours({ aud: "other" }),
    "no aud": without("aud"),
    "no sub": without("sub"),
    "another sub": ours({ sub: "viewer" }),
    "a sub of nobody": ours({ sub: "nobody" }),
    "no session": without("sid"),
    "another session": ours({ sid: crypto.randomUUID() }),
    "an edited body": `${head}.${encode({ ...claims, sub: "root" })}.${signature}`,
    "an edited signature": `${head}.${body}.${flipped(signature)}`,
    "no signature": `${head}.${body}.`,
    "two parts": `${head}.${body}`,
    "four parts": `${good}.x`,
    "a refresh token": refreshToken,
    "8 KiB": "a".repeat(8192),
    "8 KiB of a token": `${head}.${"a".repeat(8192)}.${signature}`,
    "no token": "",
    "a comma": `${good},${good}`,
    "a space": `${good} x`,
  };
  const bearer = await Promise.all(
    Object.entries(bearers).map(async ([name, token]) => [name, `Bearer ${await token}`] as const),
  );
  return {
    ...Object.fromEntries(bearer),
    "another scheme": `Basic ${btoa("admin:admin")}`,
    "the token alone": good,
    "the scheme in capitals alone": "BEARER",
    "two schemes": `Bearer Bearer ${good}`,
  };
}

async function sign(header: Claims, claims: Claims, key: CryptoKey): Promise<string> {
  const text = `${encode(header)}.${encode(claims)}`;
  const bytes = await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text));
  return `${text}.${base64(new Uint8Array(bytes))}`;
}

async function hmac(
  header: Claims,
  claims: Claims,
  secret: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  const text = `${encode(header)}.${encode(claims)}`;
  const bytes = await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text));
  return `${text}.${base64(new Uint8Array(bytes))}`;
}

function imported(jwk: Readonly<Record<string, unknown>>): Promise<CryptoKey> {
  return crypto.subtle.importKey("jwk", jwk as JsonWebKey, "Ed25519", false, ["sign"]);
}

function base64(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function bytesOf(text: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(String(text), { alphabet: "base64url" });
}

function url(part: string): string {
  return part.replaceAll("-", "+").replaceAll("_", "/");
}

/** Another letter in the middle: the last one may hold bits that nobody reads. */
function flipped(signature: string): string {
  const letter = signature[10] === "A" ? "B" : "A";
  return signature.slice(0, 10) + letter + signature.slice(11);
}
