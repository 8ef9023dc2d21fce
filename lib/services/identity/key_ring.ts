import type { SigningKey, SigningKeys } from "../../state/state.ts";
import { randomText } from "./hashing.ts";

/** The keys that sign tokens, the same for every process. */
export interface KeyRing {
  /** The key that signs, made when there is none or the last one is old. */
  signing(): Promise<SigningKey>;
  /** Every key whose tokens may still hold, the newest first. */
  holding(): Promise<SigningKey[]>;
  /** Every key that is still known, the newest first. */
  all(): Promise<SigningKey[]>;
  /** Makes a key that signs from now on; tokens of the others hold until they end. */
  rotate(): Promise<void>;
}

/** What a ring of keys is made with. */
export interface KeyRingOptions {
  readonly keys: SigningKeys;
  readonly now: () => number;
  /** How long a token holds at most, in milliseconds. */
  readonly tokenLife: number;
}

/** How long a key signs, in milliseconds. */
const KEY_LIFE = 30 * 24 * 60 * 60_000;

/** Creates the ring. Keys are read each time: what another process changed holds at once. */
export function createKeyRing({ keys, now, tokenLife }: KeyRingOptions): KeyRing {
  /** Adds a key after the newest; whoever is second to do so finds that of the first. */
  async function follow(newest: SigningKey | undefined): Promise<void> {
    await keys.add(await newKey(now()), now() + tokenLife, newest?.id);
  }
  return {
    rotate: async () => await follow((await keys.list())[0]),
    all: () => keys.list(),
    async signing() {
      const [newest] = await keys.list();
      if (newest && now() < newest.createdAt + KEY_LIFE) return newest;
      await follow(newest);
      return (await keys.list())[0]!;
    },
    async holding() {
      const at = now();
      return (await keys.list()).filter(({ retiresAt = Infinity }) => at < retiresAt);
    },
  };
}

async function newKey(createdAt: number): Promise<SigningKey> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const { privateKey, publicKey } = pair as CryptoKeyPair;
  return {
    id: randomText(12),
    privateJwk: { ...await crypto.subtle.exportKey("jwk", privateKey) },
    publicJwk: { ...await crypto.subtle.exportKey("jwk", publicKey) },
    createdAt,
  };
}
