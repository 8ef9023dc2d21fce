import type { Versions } from "../../state/state.ts";
import type { Identity } from "./identity.ts";

/**
 * What tokens were found to say, until something about accounts or sessions changes: at once when
 * this process changed it, within a second when another did.
 */
export interface IdentityCache {
  /** Forgets everything, since this process changed an account or a session. */
  drop(): void;
  /** Makes sure of the version when it was last read a second ago; nothing to wait for otherwise. */
  refresh(now: number): Promise<void> | undefined;
  /** What a token was found to say. */
  find(token: string, now: number): Identity | undefined;
  /** A mark of now, to be given to `keep`. */
  mark(): number;
  /** Keeps what was found, unless something changed since the mark. */
  keep(token: string, identity: Identity, until: number, mark: number): void;
}

/** What the cache is made with. */
export interface IdentityCacheOptions {
  readonly versions: Versions;
  /** How many tokens are remembered. */
  readonly most?: number;
}

/** How old the version may be, in milliseconds. */
const MOST_AGE = 1000;

/** Creates an empty cache. */
export function createIdentityCache(
  { versions, most = 10_000 }: IdentityCacheOptions,
): IdentityCache {
  const entries = new Map<string, { identity: Identity; until: number }>();
  let version: string | undefined;
  let readAt = -Infinity;
  let drops = 0;
  let reading: Promise<void> | undefined;

  function drop(): void {
    drops++;
    entries.clear();
  }

  async function read(now: number): Promise<void> {
    try {
      const current = await versions.read("identity");
      if (current !== version) drop();
      version = current;
      // From when the question was asked: the answer may be as old as that.
      readAt = now;
    } finally {
      reading = undefined;
    }
  }

  return {
    drop,
    mark: () => drops,
    refresh(now) {
      const age = now - readAt;
      // A clock that was set back must not stretch the second.
      if (age >= 0 && age < MOST_AGE) return undefined;
      return reading ??= read(now);
    },
    find(token, now) {
      const entry = entries.get(token);
      if (!entry || now >= entry.until) return undefined;
      // A map keeps the order of insertion, so what was used least recently stands first.
      entries.delete(token);
      entries.set(token, entry);
      return entry.identity;
    },
    keep(token, identity, until, mark) {
      if (mark !== drops) return;
      entries.delete(token);
      entries.set(token, { identity, until });
      if (entries.size > most) entries.delete(entries.keys().next().value!);
    },
  };
}
