import type { Account } from "../../model/account.ts";
import type { StoredAccount } from "../../state/state.ts";

/** Somebody who is signed in. */
export interface Identity {
  readonly account: Account;
  /** The id of the session. */
  readonly session: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** What a sign-in gives. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** How long the access token holds, in seconds. */
  readonly expiresIn: number;
  /** How long the refresh token holds, in seconds. */
  readonly refreshExpiresIn: number;
  readonly account: Account;
}

/** An account as others may see it: without its password's hash. */
export function accountOf({ name, role, isDisabled, createdAt }: StoredAccount): Account {
  return { name, role, isDisabled, createdAt: new Date(createdAt).toISOString() };
}
