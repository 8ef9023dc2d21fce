import { AppError } from "../../model/error.ts";
import type { State } from "../../state/state.ts";
import type { Passwords } from "../passwords.ts";
import { expectGood } from "./account_rules.ts";
import { randomText, sha256 } from "./hashing.ts";
import type { Tokens } from "./identity.ts";
import type { Sessions } from "./sessions.ts";

/** The one way in while there is no account. */
export interface Setup {
  /** Makes a link's token; `undefined` when there are accounts. */
  create(): Promise<string | undefined>;
  /** Whether a token works. */
  has(token: string): Promise<boolean>;
  /** Uses a token up for the first administrator. */
  use(
    token: string,
    account: { readonly name: string; readonly password: string },
  ): Promise<Tokens>;
}

/** What the first start is made with. */
export interface SetupOptions {
  readonly state: State;
  readonly now: () => number;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
}

/** How long a token works, in milliseconds. */
const LIFE = 15 * 60_000;

/** Creates the first start. */
export function createSetup({ state, now, passwords, sessions }: SetupOptions): Setup {
  /** Accounts made by the command void it too. */
  async function works(hash: string): Promise<boolean> {
    return await state.setup.has(hash, now()) && await state.accounts.isEmpty();
  }
  return {
    async create() {
      if (!await state.accounts.isEmpty()) return undefined;
      const token = randomText(32);
      await state.setup.put(await sha256(token), now() + LIFE);
      return token;
    },
    has: async (token) => await works(await sha256(token)),
    async use(token, { name, password }) {
      const hash = await sha256(token);
      if (!await works(hash)) throw gone();
      expectGood({ account: name, password, isNew: true });
      const account = {
        name,
        role: "admin",
        isDisabled: false,
        passwordHash: await passwords.hash(password),
        createdAt: now(),
      } as const;
      if (!await state.setup.use(hash, now(), account)) throw gone();
      return await sessions.open(account);
    },
  };
}

function gone(): AppError {
  return new AppError(
    "not_found",
    "This link was used or is older than 15 minutes; start the service again for a new one",
  );
}
