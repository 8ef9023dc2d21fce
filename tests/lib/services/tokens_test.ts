import assert from "node:assert/strict";
import type { SigningKey } from "../../../lib/state/state.ts";
import { ORIGIN, type People, people, START } from "./identity/people.ts";

type Fields = Record<string, unknown>;

/** A token of a person who is signed in, and everything that is needed to forge others. */
interface Case {
  readonly person: People;
  readonly header: Fields;
  readonly claims: Fields;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly key: SigningKey;
}

const SECOND = Math.floor(START / 1000);

/** How each hostile token is made from a good one. */
const HOSTILE: Readonly<Record<string, (one: Case) => string | Promise<string>>> = {
  "empty": () => "",
  "a word": () => "token",
  "two parts": ({ accessToken }) => accessToken.split(".").slice(0, 2).join("."),
  "four parts": ({ accessToken }) => `${accessToken}.x`,
  "five parts, as if encrypted": ({ accessToken }) => `${accessToken}.x.y`,
  "a space before": ({ accessToken }) => ` ${accessToken}`,
  "a line break behind": ({ accessToken }) => `${accessToken}\n`,
  "a comma and a second token": ({ accessToken }) => `${accessToken},${accessToken}`,
  "characters outside base64": ({ accessToken }) => accessToken.replace(".", ".\u{1f600}"),
  "alg none without a signature": (one) => bare({ ...one.header, alg: "none" }, one.claims),
  "alg NonE without a signature": (one) => bare({ ...one.header, alg: "NonE" }, one.claims),
  "alg none with the good signature": (one) => headed(one, { ...one.header, alg: "none" }),
  "no alg": (one) => signed(one, { alg: undefined }),
  "alg as a list": (one) => signed(one, { alg: ["Ed25519"] }),
  "alg EdDSA, which is not ours": (one) => signed(one, { alg: "EdDSA" }),
  "alg in small letters": (one) => signed(one, { alg: "ed25519" }),
  "HS256 with the public key as the secret": (one) => withSecret(one, "HS256", "SHA-256"),
  "HS512 with the public key as the secret": (one) => withSecret(one, "HS512", "SHA-512"),
  "ES256 by a key of somebody else": (one) => byCurve(one),
  "another key under our id": (one) => byStranger(one, {}),
  "another key under its own id": (one) => byStranger(one, { kid: "stranger" }),
  "an unknown kid": (one) => signed(one, { kid: "unknown" }),
  "no kid": (one) => signed(one, { kid: undefined }),
  "kid as a path": (one) => signed(one, { kid: "../../state.db" }),
  "kid of an inherited name": (one) => signed(one, { kid: "__proto__" }),
  "a key in the header": (one) => byStranger(one, { jwk: one.key.publicJwk }),
  "a key in the header, well signed": (one) => signed(one, { jwk: one.key.publicJwk }),
  "an address of keys": (one) => signed(one, { jku: "https://attacker.example.com/keys" }),
  "an address of certificates": (one) => signed(one, { x5u: "https://attacker.example.com/c" }),
  "a certificate": (one) => signed(one, { x5c: ["MIIB"] }),
  "a critical header that nobody knows": (one) => signed(one, { crit: ["x"], x: 1 }),
  "a payload that is not encoded": (one) => signed(one, { b64: false, crit: ["b64"] }),
  "a compressed payload": (one) => signed(one, { zip: "DEF" }),
  "no typ": (one) => signed(one, { typ: undefined }),
  "typ JWT": (one) => signed(one, { typ: "JWT" }),
  "the typ of a refresh token": (one) => signed(one, { typ: "rt+jwt" }),
  "a refresh token": ({ refreshToken }) => refreshToken,
  "no exp": (one) => signed(one, {}, { exp: undefined }),
  "exp as text": (one) => signed(one, {}, { exp: String(SECOND + 600) }),
  "exp beyond all numbers": (one) => signed(one, {}, { exp: "Infinity" }),
  "expired": (one) => signed(one, {}, { iat: SECOND - 300, exp: SECOND - 6 }),
  "older than tokens get, with a late exp": (one) =>
    signed(one, {}, { iat: SECOND - 700, exp: SECOND + 9999 }),
  "nbf in the future": (one) => signed(one, {}, { nbf: SECOND + 60 }),
  "no iat": (one) => signed(one, {}, { iat: undefined }),
  "iat in the future": (one) => signed(one, {}, { iat: SECOND + 60, exp: SECOND + 120 }),
  "iat as text": (one) => signed(one, {}, { iat: "now" }),
  "no iss": (one) => signed(one, {}, { iss: undefined }),
  "wrong iss": (one) => signed(one, {}, { iss: "https://attacker.example.com" }),
  "iss with a slash behind": (one) => signed(one, {}, { iss: `${ORIGIN}/` }),
  "no aud": (one) => signed(one, {}, { aud: undefined }),
  "wrong aud": (one) => signed(one, {}, { aud: "another" }),
  "aud that begins like ours": (one) => signed(one, {}, { aud: "celestra-other" }),
  "no sub": (one) => signed(one, {}, { sub: undefined }),
  "sub as a list": (one) => signed(one, {}, { sub: ["ada"] }),
  "sub of another account": (one) => signed(one, {}, { sub: "bob" }),
  "sub of nobody": (one) => signed(one, {}, { sub: "eve" }),
  "no jti": (one) => signed(one, {}, { jti: undefined }),
  "no sid": (one) => signed(one, {}, { sid: undefined }),
  "sid as an object": (one) => signed(one, {}, { sid: {} }),
  "sid of no session": (one) => signed(one, {}, { sid: crypto.randomUUID() }),
  "an edited payload": (one) => {
    const [header, , signature] = one.accessToken.split(".");
    return `${header}.${encode({ ...one.claims, sub: "bob" })}.${signature}`;
  },
  "an edited header": (one) => headed(one, { ...one.header, extra: 1 }),
  "a signature cut short": ({ accessToken }) => accessToken.slice(0, -4),
  "a signature with a bit that is left over": ({ accessToken }) =>
    accessToken.slice(0, -1) + { A: "B", Q: "R", g: "h", w: "x" }[accessToken.slice(-1)],
  "a break inside the signature": ({ accessToken }) =>
    `${accessToken.slice(0, -4)}\n${accessToken.slice(-4)}`,
  "no signature": ({ accessToken }) => accessToken.replace(/[^.]*$/, ""),
  "another signature of our key": async (one) => {
    const other = await signed(one, {}, { jti: "other" });
    return one.accessToken.replace(/[^.]*$/, other.split(".")[2]!);
  },
  "8 KB, well signed": (one) => signed(one, {}, { padding: "x".repeat(6000) }),
  "a megabyte": () => `${"a".repeat(1 << 20)}.b.c`,
  "a payload that is a list": (one) => signed(one, {}, []),
  "a payload that is no JSON": (one) => sign(one, one.header, "{"),
};

for (const [name, forge] of Object.entries(HOSTILE)) {
  Deno.test(`no access with a token that is ${name}`, async () => {
    const one = await signedIn();
    const { authentication } = one.person;
    assert.equal(await authentication.verify(await forge(one)), undefined);
    assert.equal((await authentication.verify(one.accessToken))?.account.name, "ada");
  });
}

Deno.test("the table is as long as it was asked for", () => {
  assert.ok(Object.keys(HOSTILE).length >= 40);
});

Deno.test("a token that was made by hand like ours gives access", async () => {
  const one = await signedIn();
  const token = await signed(one, {}, { jti: "by hand" });
  assert.equal((await one.person.authentication.verify(token))?.account.name, "ada");
});

Deno.test("a token says who, for whom, from whom and until when, and nothing more", async () => {
  const { header, claims, key } = await signedIn();
  assert.deepEqual(header, { alg: "Ed25519", typ: "at+jwt", kid: key.id });
  const { jti, sid, ...others } = claims;
  assert.match(jti as string, /^[0-9a-f-]{36}$/);
  assert.match(sid as string, /^[0-9a-f-]{36}$/);
  assert.deepEqual(others, {
    iss: ORIGIN,
    aud: "celestra",
    sub: "ada",
    iat: SECOND,
    exp: SECOND + 600,
  });
});

Deno.test("a token holds for ten minutes, and 5 s for clocks that differ", async () => {
  const { person, accessToken } = await signedIn();
  const { authentication, clock } = person;
  assert.equal((await authentication.verify(accessToken))?.expiresAt, (SECOND + 600) * 1000);
  clock.now = (SECOND + 604) * 1000;
  assert.notEqual(await authentication.verify(accessToken), undefined);
  clock.now = (SECOND + 606) * 1000;
  assert.equal(await authentication.verify(accessToken), undefined);
});

Deno.test("a key that retired verifies nothing, whatever a token says of its time", async () => {
  const one = await signedIn();
  const { authentication, clock } = one.person;
  await authentication.rotateKeys();
  const holds = async () => {
    const iat = Math.floor(clock.now / 1000);
    const token = await signed(one, {}, { iat, exp: iat + 600, jti: `at ${iat}` });
    return await authentication.verify(token) !== undefined;
  };
  clock.now = START + 604_999;
  assert.equal(await holds(), true);
  clock.now = START + 605_000;
  assert.equal(await holds(), false);
});

Deno.test("a key of ours that cannot be read is no wrong token", async () => {
  const one = await signedIn();
  const { authentication, state } = one.person;
  const broken = { ...one.key, publicJwk: { ...one.key.publicJwk, x: "AA" } };
  state.keys.list = () => Promise.resolve([broken]);
  await assert.rejects(async () => await authentication.verify(one.accessToken));
});

Deno.test("a failing store is no wrong token", async () => {
  const one = await signedIn();
  one.person.state.keys.list = () => Promise.reject(new Error("busy"));
  await assert.rejects(async () => await one.person.authentication.verify(one.accessToken), /busy/);
});

async function signedIn(): Promise<Case> {
  const person = await people();
  const { accessToken, refreshToken } = await person.login();
  const [header, claims] = accessToken.split(".").slice(0, 2).map(decode) as [Fields, Fields];
  const [key] = await person.state.keys.list();
  return { person, header, claims, accessToken, refreshToken, key: key! };
}

/** A token with changed fields, signed with our own key; `undefined` takes a field away. */
function signed(one: Case, header: Fields, claims: Fields | unknown[] = {}): Promise<string> {
  const payload = Array.isArray(claims) ? claims : { ...one.claims, ...claims };
  return sign(one, { ...one.header, ...header }, JSON.stringify(payload));
}

async function sign({ key }: Case, header: Fields, payload: string): Promise<string> {
  const own = await crypto.subtle.importKey("jwk", key.privateJwk, "Ed25519", false, ["sign"]);
  return await complete(header, payload, own, "Ed25519");
}

async function byStranger(one: Case, header: Fields): Promise<string> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { privateKey } = pair as CryptoKeyPair;
  const payload = JSON.stringify(one.claims);
  return await complete({ ...one.header, ...header }, payload, privateKey, "Ed25519");
}

async function byCurve(one: Case): Promise<string> {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const { privateKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const header = { ...one.header, alg: "ES256" };
  return await complete(header, JSON.stringify(one.claims), privateKey, algorithm);
}

async function withSecret(one: Case, alg: string, hash: string): Promise<string> {
  const secret = Uint8Array.fromBase64(one.key.publicJwk.x as string, { alphabet: "base64url" });
  const algorithm = { name: "HMAC", hash };
  const key = await crypto.subtle.importKey("raw", secret, algorithm, false, ["sign"]);
  return await complete({ ...one.header, alg }, JSON.stringify(one.claims), key, "HMAC");
}

async function complete(
  header: Fields,
  payload: string,
  key: CryptoKey,
  algorithm: AlgorithmIdentifier,
): Promise<string> {
  const input = `${encode(header)}.${base64Url(new TextEncoder().encode(payload))}`;
  const bytes = await crypto.subtle.sign(algorithm, key, new TextEncoder().encode(input));
  return `${input}.${base64Url(new Uint8Array(bytes))}`;
}

function bare(header: Fields, claims: Fields): string {
  return `${encode(header)}.${encode(claims)}.`;
}

function headed({ accessToken }: Case, header: Fields): string {
  return accessToken.replace(/^[^.]*/, encode(header));
}

function encode(value: unknown): string {
  return base64Url(new TextEncoder().encode(JSON.stringify(value)));
}

function base64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

function decode(part: string): unknown {
  const bytes = Uint8Array.fromBase64(part, { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(bytes));
}
