import { errors, importJWK, type JWTHeaderParameters, jwtVerify, SignJWT } from "jose";
import type { SigningKey } from "../state/state.ts";
import type { KeyRing } from "./identity/key_ring.ts";

/** The tokens that a request shows to say whose it is. */
export interface AccessTokens {
  /** Makes a token. */
  sign(claims: { readonly account: string; readonly session: string }): Promise<string>;
  /** What a token says; `undefined` for one that is not ours or holds no more. */
  verify(token: string): Promise<AccessClaims | undefined>;
}

/** What a token says. */
export interface AccessClaims {
  readonly account: string;
  readonly session: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What tokens are made with. */
export interface AccessTokensOptions {
  readonly ring: KeyRing;
  readonly now: () => number;
  /** The origin of the service, which names it as the issuer. */
  readonly publicUrl: string;
}

/** How long a token holds, in seconds. */
export const ACCESS_LIFE = 600;

/** How far the clocks of two machines may be apart, in seconds. */
export const TOLERANCE = 5;

const ALGORITHM = "Ed25519";
const TYPE = "at+jwt";
const AUDIENCE = "celestra";

/** Ours take about 500; what is longer is not even read. */
const MOST_CHARACTERS = 4096;

/** Readers of base64 overlook spaces and bits that are left over, so that one token had many forms. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]{85}[AQgw]$/;

/** The header names a key of ours and nothing else: no address, no key, no certificate. */
const HEADER: readonly string[] = ["alg", "kid", "typ"];

/** Creates the tokens of https://www.rfc-editor.org/rfc/rfc9068. */
export function createAccessTokens(options: AccessTokensOptions): AccessTokens {
  const { ring, now, publicUrl } = options;
  const imported = new Map<string, Promise<CryptoKey>>();

  /** A key is read once; its id stands for the same bytes for ever. */
  function read(id: string, jwk: Readonly<Record<string, unknown>>): Promise<CryptoKey> {
    const known = imported.get(id);
    if (known) return known;
    const key = importJWK(jwk, ALGORITHM) as Promise<CryptoKey>;
    imported.set(id, key);
    return key;
  }

  function keyFor(header: JWTHeaderParameters, keys: readonly SigningKey[]): Promise<CryptoKey> {
    const key = keys.find(({ id }) => id === header.kid);
    if (!key || Object.keys(header).some((name) => !HEADER.includes(name))) {
      throw new errors.JWKSNoMatchingKey();
    }
    return read(`${key.id} public`, key.publicJwk);
  }

  return {
    async sign({ account, session }) {
      const { id, privateJwk } = await ring.signing();
      const issuedAt = Math.floor(now() / 1000);
      return await new SignJWT({ sid: session })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
        .setIssuer(publicUrl)
        .setAudience(AUDIENCE)
        .setSubject(account)
        .setJti(crypto.randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ACCESS_LIFE)
        .sign(await read(`${id} private`, privateJwk));
    },
    async verify(token) {
      if (token.length > MOST_CHARACTERS || !FORM.test(token)) return undefined;
      const keys = await ring.holding();
      try {
        const { payload } = await jwtVerify(token, (header) => keyFor(header, keys), {
          algorithms: [ALGORITHM],
          issuer: publicUrl,
          audience: AUDIENCE,
          typ: TYPE,
          requiredClaims: ["exp", "iat", "jti", "sub"],
          // Also what makes a time of issue in the future a fault.
          maxTokenAge: ACCESS_LIFE,
          clockTolerance: TOLERANCE,
          currentDate: new Date(now()),
        });
        const { sub, sid, exp } = payload;
        if (typeof sub !== "string" || typeof sid !== "string") return undefined;
        return { account: sub, session: sid, expiresAt: exp! * 1000 };
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}
