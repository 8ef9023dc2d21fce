import type { Account, Actor } from "../model/account.ts";
import { AppError } from "../model/error.ts";
import type { Role } from "../model/role.ts";
import type { State } from "../state/state.ts";
import { expectGood } from "./identity/account_rules.ts";
import { accountOf } from "./identity/identity.ts";
import type { IdentityCache } from "./identity/identity_cache.ts";
import { createLoginLimits } from "./login_limits.ts";
import type { Passwords } from "./passwords.ts";

/** The people who may sign in. */
export interface Accounts {
  list(): Promise<Account[]>;
  /** @throws `already_exists`; `unprocessable` for a weak password or a name that is no id. */
  create(account: NewAccount): Promise<Account>;
  /**
   * Changes a role, a password or whether the account is disabled; a new password and disabling
   * end its sessions.
   *
   * @throws `not_found`; `conflict` when no administrator would be left.
   */
  update(name: string, change: AccountChange): Promise<Account>;
  /** Removes an account and ends its sessions; throws as `update`. */
  remove(name: string): Promise<void>;
  /**
   * Changes one's own password and ends one's other sessions.
   *
   * @throws `unauthenticated` when `current` is wrong; `unprocessable` for a weak password;
   * `rate_limited` after too many wrong ones.
   */
  changePassword(actor: Actor, session: string, current: string, next: string): Promise<void>;
}

/** A new account. */
export interface NewAccount {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

/** What an administrator may change. */
export interface AccountChange {
  readonly role?: Role;
  readonly isDisabled?: boolean;
  readonly password?: string;
}

/** What accounts are made with; `passwords` and `cache` are those of authentication. */
export interface AccountsOptions {
  readonly state: State;
  readonly now: () => number;
  readonly passwords: Passwords;
  readonly cache: Pick<IdentityCache, "drop">;
}

/** Creates the accounts. */
export function createAccounts({ state, now, passwords, cache }: AccountsOptions): Accounts {
  const limits = createLoginLimits({ attempts: state.attempts, now });

  /** A change counts from the next request on, also when ending the sessions fails half-way. */
  async function changed<Result>(change: () => Promise<Result>): Promise<Result> {
    try {
      return await change();
    } finally {
      cache.drop();
    }
  }

  return {
    list: async () => (await state.accounts.list()).map(accountOf),
    async create({ name, role, password }) {
      expectGood({ account: name, password, isNew: true });
      const passwordHash = await passwords.hash(password);
      const account = { name, role, isDisabled: false, passwordHash, createdAt: now() };
      // What is left of somebody who had the name before is nobody's.
      if (!await state.accounts.find(name)) await state.drafts.removeAll(name);
      await changed(() => state.accounts.create(account));
      return accountOf(account);
    },
    async update(name, { role, isDisabled, password }) {
      if (password !== undefined) expectGood({ account: name, password });
      const passwordHash = password === undefined ? undefined : await passwords.hash(password);
      return await changed(async () => {
        const account = await state.accounts.update(name, (account) => ({
          ...account,
          role: role ?? account.role,
          isDisabled: isDisabled ?? account.isDisabled,
          passwordHash: passwordHash ?? account.passwordHash,
        }));
        if (passwordHash || account.isDisabled) await state.sessions.endAll(name);
        return accountOf(account);
      });
    },
    remove: (name) =>
      changed(async () => {
        await state.accounts.remove(name);
        await state.sessions.endAll(name);
        await state.drafts.removeAll(name);
      }),
    async changePassword({ name }, session, current, next) {
      passwords.expectRoom();
      await limits.admitOwner(name);
      const account = await state.accounts.find(name);
      if (!await passwords.matches(current, account?.passwordHash)) throw wrongPassword();
      await limits.ownerSucceeded(name);
      expectGood({ account: name, password: next });
      const passwordHash = await passwords.hash(next);
      await changed(async () => {
        await state.accounts.update(
          name,
          (account) => ({ ...account, passwordHash }),
        );
        await state.sessions.endAll(name, session);
      });
    },
  };
}

function wrongPassword(): AppError {
  return new AppError("unauthenticated", "The current password is wrong");
}
