import { AppError } from "../model/error.ts";
import type { Key, KeyValue, Transaction } from "./key_value.ts";
import type { Accounts, StoredAccount } from "./state.ts";
import { transact } from "./transact.ts";
import { raised } from "./versions.ts";

const ROOM = "accounts";

/** Changes with every change of an account, so that what is true of all of them stays true. */
const GUARD: Key = ["accounts_guard"];

/** All accounts at one moment. */
export interface Roll {
  readonly accounts: readonly StoredAccount[];
  /** A transaction that holds only while no account has changed since. */
  change(change: Transaction): Transaction;
}

/** Reads all accounts, so that one can be changed by what is true of all. */
export async function readRoll(keyValue: KeyValue): Promise<Roll> {
  // The guard comes first: a change while the accounts are read must be noticed.
  const guard = await keyValue.get(GUARD);
  const accounts = (await keyValue.list<StoredAccount>([ROOM])).map(({ value }) => value);
  return {
    accounts,
    change: ({ checks = [], sets = [], deletes = [] }) => ({
      checks: [{ key: GUARD, version: guard?.version ?? null }, ...checks],
      sets: [{ key: GUARD, value: null }, raised("identity"), ...sets],
      deletes,
    }),
  };
}

/** The write that keeps an account. */
export function accountSet(account: StoredAccount): { key: Key; value: StoredAccount } {
  return { key: [ROOM, account.name], value: account };
}

/** Creates the register of those who may sign in. */
export function createAccounts(keyValue: KeyValue): Accounts {
  return {
    find: async (name) => (await keyValue.get<StoredAccount>([ROOM, name]))?.value,
    list: async () => [...(await readRoll(keyValue)).accounts],
    isEmpty: async () => (await keyValue.list([ROOM], { limit: 1 })).length === 0,
    create: (account) =>
      transact(keyValue, async () => {
        const roll = await readRoll(keyValue);
        if (roll.accounts.some(({ name }) => name === account.name)) throw isTaken(account.name);
        return { transaction: roll.change({ sets: [accountSet(account)] }), answer: undefined };
      }),
    update: (name, change) =>
      transact(keyValue, async () => {
        const roll = await readRoll(keyValue);
        const next = { ...change(accountOf(roll, name)), name };
        checkAdministrators(roll, name, next);
        return { transaction: roll.change({ sets: [accountSet(next)] }), answer: next };
      }),
    remove: (name) =>
      transact(keyValue, async () => {
        const roll = await readRoll(keyValue);
        accountOf(roll, name);
        checkAdministrators(roll, name);
        return { transaction: roll.change({ deletes: [[ROOM, name]] }), answer: undefined };
      }),
  };
}

function accountOf({ accounts }: Roll, name: string): StoredAccount {
  const account = accounts.find((one) => one.name === name);
  if (account) return account;
  throw new AppError("not_found", `There is no account "${name}"`);
}

/** Refuses to take the last administrator away; where there was none, none is missed. */
function checkAdministrators({ accounts }: Roll, name: string, next?: StoredAccount): void {
  const before = accounts.filter(isAdministrator);
  const isOnlyOne = before.length === 1 && before[0]!.name === name;
  if (!isOnlyOne || (next && isAdministrator(next))) return;
  throw new AppError("conflict", `"${name}" is the only administrator who can sign in`);
}

function isAdministrator({ role, isDisabled }: StoredAccount): boolean {
  return role === "admin" && !isDisabled;
}

function isTaken(name: string): AppError {
  return new AppError("already_exists", `There is already an account "${name}"`);
}
