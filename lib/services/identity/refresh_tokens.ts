import type { SigningKey } from "../../state/state.ts";
import { base64Url, isSame, sha256 } from "./hashing.ts";
import type { KeyRing } from "./key_ring.ts";

/**
 * The tokens of a session: `<session>.<generation>.<secret>`. They are derived from our keys and not
 * stored, so that whoever asks twice can be given the same one.
 */
export interface RefreshTokens {
  /** The token of a place, by the key that signs now. */
  make(place: RefreshPlace): Promise<string>;
  /** The token of a place that has a hash, made again; `undefined` when its key is gone. */
  again(place: RefreshPlace, hash: string): Promise<string | undefined>;
  /** Whether a token was made for a place by any of our keys. */
  isOurs(token: string, place: RefreshPlace): Promise<boolean>;
}

/** Where a refresh token stands: the session and its number there. */
export interface RefreshPlace {
  readonly session: string;
  readonly generation: number;
}

const FORM = /^([0-9a-f-]{36})\.(0|[1-9][0-9]{0,8})\.[\w-]{43}$/;

const encoder = new TextEncoder();

/** Where a refresh token says that it stands; `undefined` for text of another form. */
export function placeOf(token: string): RefreshPlace | undefined {
  const [, session, generation] = FORM.exec(token) ?? [];
  return session === undefined ? undefined : { session, generation: Number(generation) };
}

/** Creates the maker of refresh tokens. */
export function createRefreshTokens(ring: KeyRing): RefreshTokens {
  async function candidates(place: RefreshPlace): Promise<string[]> {
    return await Promise.all((await ring.all()).map((key) => derive(place, key)));
  }
  return {
    make: async (place) => await derive(place, await ring.signing()),
    async again(place, hash) {
      for (const candidate of await candidates(place)) {
        if (await sha256(candidate) === hash) return candidate;
      }
      return undefined;
    },
    async isOurs(token, place) {
      return (await candidates(place)).some((candidate) => isSame(candidate, token));
    },
  };
}

async function derive({ session, generation }: RefreshPlace, key: SigningKey): Promise<string> {
  const place = `${session}.${generation}`;
  const secret = await crypto.subtle.sign("HMAC", await macKey(key), encoder.encode(place));
  return `${place}.${base64Url(new Uint8Array(secret))}`;
}

/** A key of its own for this purpose, from the secret bytes of the signing key (RFC 5869). */
async function macKey({ privateJwk }: SigningKey): Promise<CryptoKey> {
  const secret = Uint8Array.fromBase64(privateJwk.d as string, { alphabet: "base64url" });
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  return await crypto.subtle.deriveKey(
    {
      name: "HKDF",
      hash: "SHA-256",
      salt: new Uint8Array(),
      info: encoder.encode("refresh tokens of Celestra"),
    },
    source,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    false,
    ["sign"],
  );
}
