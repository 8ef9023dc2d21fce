import { AppError } from "../model/error.ts";
import type { Attempts } from "../state/state.ts";

/** How often passwords may be guessed. */
export interface LoginLimits {
  /**
   * Counts a guess before it is looked at, so that guesses at one time cannot slip through.
   *
   * @throws `rate_limited` with `details.retryAfter` in seconds.
   */
  admit(guess: Guess): Promise<void>;
  /** The guess was wrong. */
  failed(guess: Guess): Promise<void>;
  /** The guess was right: what was counted against this account at this address is forgotten. */
  succeeded(guess: Guess): Promise<void>;
  /**
   * Counts a guess of somebody who is signed in at their own password.
   *
   * @throws as `admit`.
   */
  admitOwner(account: string): Promise<void>;
  /** That guess was right. */
  ownerSucceeded(account: string): Promise<void>;
}

/** Whose password is guessed, and from where. */
export interface Guess {
  readonly name: string;
  readonly address: string;
}

/** What limits are kept with. */
export interface LoginLimitsOptions {
  readonly attempts: Attempts;
  readonly now: () => number;
}

/** A number of guesses in a window of time, in milliseconds. */
interface Limit {
  readonly name: string;
  readonly most: number;
  readonly window: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** All guesses together; hashing them takes about half of one processor. */
const EVERYONE: Limit = { name: "login/everyone", most: 120, window: MINUTE };

/** Creates the limits of guesses. No account is ever locked for an address that did nothing. */
export function createLoginLimits({ attempts, now }: LoginLimitsOptions): LoginLimits {
  async function expectLess({ name, most }: Limit): Promise<void> {
    const { count, until } = await attempts.count(name, now());
    if (count >= most) throw tooMany(until - now());
  }

  async function take(limit: Limit): Promise<void> {
    await expectLess(limit);
    const count = await attempts.add(limit.name, limit.window, now());
    if (count > limit.most) throw tooMany(limit.window);
  }

  return {
    async admit(guess) {
      await expectLess(ofAddress(guess));
      await expectLess(ofAccount(guess));
      // A flood of strangers must not keep those out who signed in from where they are before.
      const { count } = await attempts.count(ofFriend(guess).name, now());
      if (count === 0) await take(EVERYONE);
      // Last, since a guess that is not even looked at must not count against the account.
      await take(ofAccount(guess));
    },
    async failed(guess) {
      const { name, window } = ofAddress(guess);
      await attempts.add(name, window, now());
    },
    async succeeded(guess) {
      await attempts.clear(ofAccount(guess).name);
      const { name, window } = ofFriend(guess);
      await attempts.add(name, window, now());
    },
    admitOwner: (account) => take(ofOwner(account)),
    ownerSucceeded: (account) => attempts.clear(ofOwner(account).name),
  };
}

function ofAccount(guess: Guess): Limit {
  return { name: `login/account/${place(guess)}`, most: 5, window: 15 * MINUTE };
}

function ofAddress({ address }: Guess): Limit {
  return { name: `login/address/${address}`, most: 50, window: 15 * MINUTE };
}

function ofFriend(guess: Guess): Pick<Limit, "name" | "window"> {
  return { name: `login/friend/${place(guess)}`, window: 30 * DAY };
}

function ofOwner(account: string): Limit {
  return { name: `password/${account}`, most: 5, window: 15 * MINUTE };
}

/** An address holds no slash, so no name can be taken for a part of it. */
function place({ name, address }: Guess): string {
  return `${address}/${name}`;
}

function tooMany(milliseconds: number): AppError {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  return new AppError(
    "rate_limited",
    `There were too many wrong passwords; try again in ${inWords(retryAfter)}`,
    { details: { retryAfter } },
  );
}

function inWords(seconds: number): string {
  const [count, unit] = seconds < 120 ? [seconds, "second"] : [Math.ceil(seconds / 60), "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
