import { AppError } from "../../model/error.ts";
import type { State, StoredAccount, StoredSession } from "../../state/state.ts";
import { ACCESS_LIFE, type AccessTokens } from "../tokens.ts";
import { isSame, sha256 } from "./hashing.ts";
import { accountOf, type Tokens } from "./identity.ts";
import type { IdentityCache } from "./identity_cache.ts";
import { placeOf, type RefreshPlace, type RefreshTokens } from "./refresh_tokens.ts";

/** Sign-ins that last, each a family of refresh tokens of which the newest holds. */
export interface Sessions {
  /** Begins one. @throws `unauthenticated` when the account has changed since it was read. */
  open(account: StoredAccount): Promise<Tokens>;
  /** Gives the tokens that follow a refresh token. @throws `unauthenticated`. */
  renew(token: string): Promise<Tokens>;
  /** The session of a refresh token of ours; `undefined` when it ended. */
  of(token: string): Promise<string | undefined>;
  /** Ends one. */
  end(id: string): Promise<void>;
}

/** What sessions are made with. */
export interface SessionsOptions {
  readonly state: State;
  readonly now: () => number;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly cache: IdentityCache;
}

const DAY = 24 * 60 * 60_000;

/** How long a session lasts that nobody uses, and how long one that somebody does. */
const LIFE = { idle: 14 * DAY, absolute: 30 * DAY };

/** How long the token before the newest still gives the newest: two tabs may ask at one time. */
const GRACE = 10_000;

/** A session, and where in it a token stands. */
interface Found {
  readonly place: RefreshPlace;
  readonly session: StoredSession;
}

/** Creates the keeper of sessions. */
export function createSessions(options: SessionsOptions): Sessions {
  const { state, now, tokens, refreshTokens, cache } = options;

  /** A session by a refresh token of ours, whether or not that is the newest. */
  async function find(token: string): Promise<Found | undefined> {
    const place = placeOf(token);
    const session = place && await state.sessions.find(place.session, now());
    if (!session) return undefined;
    const isOurs = place.generation === session.generation
      ? isSame(await sha256(token), session.refreshHash)
      : await refreshTokens.isOurs(token, place);
    return isOurs ? { place, session } : undefined;
  }

  async function answer(
    session: StoredSession,
    token: string,
    account: StoredAccount,
  ): Promise<Tokens> {
    return {
      accessToken: await tokens.sign({ account: account.name, session: session.id }),
      refreshToken: token,
      expiresIn: ACCESS_LIFE,
      refreshExpiresIn: Math.floor((session.expiresAt - now()) / 1000),
      account: accountOf(account),
    };
  }

  async function end(id: string): Promise<void> {
    await state.sessions.end(id);
    cache.drop();
  }

  async function rotate(found: StoredSession, account: StoredAccount): Promise<Tokens | undefined> {
    const at = now();
    const generation = found.generation + 1;
    const token = await refreshTokens.make({ session: found.id, generation });
    const next = {
      ...found,
      generation,
      refreshHash: await sha256(token),
      rotatedAt: at,
      expiresAt: Math.min(at + LIFE.idle, found.createdAt + LIFE.absolute),
    };
    const isNext = await state.sessions.rotate(found, next);
    return isNext ? await answer(next, token, account) : undefined;
  }

  function again({ id, generation, refreshHash }: StoredSession): Promise<string | undefined> {
    return refreshTokens.again({ session: id, generation }, refreshHash);
  }

  async function renew(token: string): Promise<Tokens> {
    const found = await find(token);
    if (!found) throw over();
    const { place: { generation }, session } = found;
    const account = await state.accounts.find(session.account);
    if (!account || account.isDisabled) throw over();
    if (generation === session.generation) {
      // Whoever finds that somebody was faster now holds the token before the newest.
      return await rotate(session, account) ?? await renew(token);
    }
    const isInGrace = generation === session.generation - 1 && now() - session.rotatedAt <= GRACE;
    const newest = isInGrace ? await again(session) : undefined;
    if (newest !== undefined) return await answer(session, newest, account);
    await end(session.id);
    throw reused(session.account);
  }

  return {
    renew,
    end,
    of: async (token) => (await find(token))?.session.id,
    async open(account) {
      const at = now();
      const id = crypto.randomUUID();
      const token = await refreshTokens.make({ session: id, generation: 0 });
      const session = {
        id,
        account: account.name,
        generation: 0,
        refreshHash: await sha256(token),
        rotatedAt: at,
        createdAt: at,
        expiresAt: at + LIFE.idle,
      };
      await state.sessions.create(session);
      // A change of the password ends all sessions, but could not yet see this one.
      const current = await state.accounts.find(account.name);
      if (current && !current.isDisabled && current.passwordHash === account.passwordHash) {
        return await answer(session, token, current);
      }
      await end(id);
      throw over();
    },
  };
}

function over(): AppError {
  return new AppError("unauthenticated", "You are signed out; sign in again");
}

/** Who presents it is not known, but whose it was is, for the audit log. */
function reused(account: string): AppError {
  return new AppError(
    "unauthenticated",
    "This sign-in was used twice, so it was ended for everyone; sign in again",
    { details: { reason: "refresh_reuse", account } },
  );
}
