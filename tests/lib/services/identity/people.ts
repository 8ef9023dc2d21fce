import { type Accounts, createAccounts } from "../../../../lib/services/accounts.ts";
import {
  type Authentication,
  createAuthentication,
} from "../../../../lib/services/authentication.ts";
import { createIdentityCache } from "../../../../lib/services/identity/identity_cache.ts";
import { createPasswords, type Derive } from "../../../../lib/services/passwords.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../../lib/state/memory.ts";
import type { State } from "../../../../lib/state/state.ts";

/** The services of identity in one process, with a clock that a test sets. */
export interface People {
  readonly state: State;
  readonly authentication: Authentication;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** How many passwords were hashed. */
  readonly hashes: () => number;
  /** Whether a password more could wait to be hashed. */
  readonly hasRoom: () => boolean;
  /** Signs in from an address. */
  login(
    name?: string,
    password?: string,
    address?: string,
  ): ReturnType<Authentication["login"]>;
}

/** A clock that moves when it is told. */
export interface Clock {
  now: number;
}

/** A moment that begins no window of time by chance. */
export const START = Date.UTC(2026, 0, 1, 12, 0, 7);

/** The origin of the service in tests. */
export const ORIGIN = "https://celestra.example.com";

/** A good password. */
export const PASSWORD = "three slow green tractors";

/** What processes share. */
export interface Shared {
  readonly state?: State;
  readonly clock?: Clock;
  /** Comes before each hash. */
  readonly before?: () => Promise<void>;
}

/** A process without accounts. Hashes are cheap here, and counted. */
export function nobody(
  { state = createState(createMemoryKeyValue()), clock = { now: START }, before }: Shared = {},
): People {
  let hashes = 0;
  const derive: Derive = async (password, salt) => {
    hashes++;
    await before?.();
    const bytes = new Uint8Array([...salt, ...new TextEncoder().encode(password)]);
    return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  };
  const now = () => clock.now;
  const passwords = createPasswords({ derive });
  const cache = createIdentityCache({ versions: state.versions });
  const authentication = createAuthentication({ state, now, publicUrl: ORIGIN, passwords, cache });
  return {
    state,
    authentication,
    accounts: createAccounts({ state, now, passwords, cache }),
    clock,
    hashes: () => hashes,
    hasRoom: () => {
      try {
        passwords.expectRoom();
        return true;
      } catch {
        return false;
      }
    },
    login: (name = "ada", password = PASSWORD, address = "192.0.2.1") =>
      authentication.login({ name, password, address }),
  };
}

/** A process with the administrator `ada` and the editor `bob`. */
export async function people(shared: Shared = {}): Promise<People> {
  const process = nobody(shared);
  await process.accounts.create({ name: "ada", role: "admin", password: PASSWORD });
  await process.accounts.create({ name: "bob", role: "editor", password: PASSWORD });
  return process;
}
