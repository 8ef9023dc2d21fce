import { AppError } from "../model/error.ts";
import { ID_PATTERN } from "../model/workflow.ts";
import type { State } from "../state/state.ts";
import { accountOf, type Identity, type Tokens } from "./identity/identity.ts";
import type { IdentityCache } from "./identity/identity_cache.ts";
import { createKeyRing } from "./identity/key_ring.ts";
import { createRefreshTokens } from "./identity/refresh_tokens.ts";
import { createSessions } from "./identity/sessions.ts";
import { createSetup } from "./identity/setup.ts";
import { createLoginLimits } from "./login_limits.ts";
import type { Passwords } from "./passwords.ts";
import { ACCESS_LIFE, createAccessTokens, TOLERANCE } from "./tokens.ts";

export type { Identity, Tokens };

/** Who somebody is: passwords, tokens, sessions and the first start. */
export interface Authentication {
  /**
   * Signs in. Known and unknown names take the same time and give the same error.
   *
   * @throws `unauthenticated`; `rate_limited` with `details.retryAfter` in seconds.
   */
  login(credentials: Credentials): Promise<Tokens>;
  /**
   * Gives the next tokens for a refresh token. The same one again within 10 s gives the same next
   * one; later it is taken for stolen and ends the session.
   *
   * @throws `unauthenticated`, in that case with `details.reason` `refresh_reuse` and
   * `details.account`.
   */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Ends the session of an access token or of a refresh token; one that is not ours ends none. */
  logout(token: string): Promise<void>;
  /** Who a token is known to be, without asking anybody; most requests need no more. */
  known(accessToken: string): Identity | undefined;
  /**
   * Whose access token it is; `undefined` for none that holds. Signature, `iss`, `aud`, `typ`,
   * `exp`, session and account are checked; what was checked is remembered until something about
   * accounts or sessions changes, for at most a second after a change by another process.
   */
  verify(accessToken: string): Promise<Identity | undefined>;
  /** Makes the one link for the first administrator; `undefined` when there are accounts. */
  createSetupToken(): Promise<string | undefined>;
  /** Whether a link's token still works. */
  isSetupToken(token: string): Promise<boolean>;
  /**
   * Makes the first administrator and signs in.
   *
   * @throws `not_found` for a token that was used, is late, or never was; `unprocessable` for a
   * weak password.
   */
  setup(token: string, credentials: Omit<Credentials, "address">): Promise<Tokens>;
  /** Makes a key that signs from now on. It also happens by itself, every 30 days. */
  rotateKeys(): Promise<void>;
}

/** What somebody signs in with. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  /** The address of the client, for limits. */
  readonly address: string;
}

/** What authentication is made with; `passwords` and `cache` are those of the accounts. */
export interface AuthenticationOptions {
  readonly state: State;
  readonly now: () => number;
  /** The origin of the service. */
  readonly publicUrl: string;
  readonly passwords: Passwords;
  readonly cache: IdentityCache;
}

/** Creates authentication. */
export function createAuthentication(options: AuthenticationOptions): Authentication {
  const { state, now, publicUrl, passwords, cache } = options;
  const tokenLife = (ACCESS_LIFE + TOLERANCE) * 1000;
  const ring = createKeyRing({ keys: state.keys, now, tokenLife });
  const tokens = createAccessTokens({ ring, now, publicUrl });
  const refreshTokens = createRefreshTokens(ring);
  const sessions = createSessions({ state, now, tokens, refreshTokens, cache });
  const setup = createSetup({ state, now, passwords, sessions });
  const limits = createLoginLimits({ attempts: state.attempts, now });

  /** Looks everything up, and remembers what was found. */
  async function check(token: string): Promise<Identity | undefined> {
    const mark = cache.mark();
    const claims = await tokens.verify(token);
    if (!claims) return undefined;
    const [session, account] = await Promise.all([
      state.sessions.find(claims.session, now()),
      state.accounts.find(claims.account),
    ]);
    if (!account || account.isDisabled || session?.account !== account.name) return undefined;
    const { expiresAt } = claims;
    const identity = { account: accountOf(account), session: session.id, expiresAt };
    cache.keep(token, identity, Math.min(expiresAt, session.expiresAt), mark);
    return identity;
  }

  return {
    async login({ name, password, address }) {
      passwords.expectRoom();
      await limits.admit({ name, address });
      const account = ID_PATTERN.test(name) ? await state.accounts.find(name) : undefined;
      const isRight = await passwords.matches(password, account?.passwordHash);
      if (!account || !isRight || account.isDisabled) {
        await limits.failed({ name, address });
        throw wrongCredentials();
      }
      const answer = await sessions.open(account);
      await limits.succeeded({ name, address });
      return answer;
    },
    refresh: sessions.renew,
    async logout(token) {
      const session = (await tokens.verify(token))?.session ?? await sessions.of(token);
      if (session !== undefined) await sessions.end(session);
    },
    known(token) {
      const at = now();
      return cache.refresh(at) ? undefined : cache.find(token, at);
    },
    async verify(token) {
      const at = now();
      await cache.refresh(at);
      return cache.find(token, at) ?? await check(token);
    },
    createSetupToken: setup.create,
    isSetupToken: setup.has,
    setup: setup.use,
    rotateKeys: ring.rotate,
  };
}

/** The same for a name that is not there, a wrong password and an account that is disabled. */
function wrongCredentials(): AppError {
  return new AppError("unauthenticated", "The name or the password is wrong");
}
