import { AppError } from "../../lib/model/error.ts";
import type { Identity } from "../../lib/services/authentication.ts";
import type { Services } from "../../lib/services/mod.ts";
import { clearedCookies, readCookie, sessionCookies } from "../cookies.ts";
import type { AppSettings } from "../settings.ts";

const BEARER = /^Bearer ([A-Za-z0-9._~+/-]{1,4096}=*)$/;

/** Who asks, and the cookies by which the browser goes on doing so. */
export interface Visitor {
  readonly identity: Identity | undefined;
  readonly cookies?: readonly string[];
  /** That the browser holds a refresh token which was used before. */
  readonly reuse?: AppError;
}

/**
 * The token of a request: of its one `Authorization` header or, where there is none, of our cookie.
 * Whoever sends the header means it; the cookie is not tried instead.
 */
export function accessTokenOf(request: Request, settings: AppSettings): string | undefined {
  const header = request.headers.get("authorization");
  if (header === null) return readCookie(request, "access", settings);
  return BEARER.exec(header)?.[1];
}

/** Who opens a page. Where only the access token has ended, the next ones are made on the way. */
export async function visitorOf(
  request: Request,
  { authentication }: Services,
  settings: AppSettings,
): Promise<Visitor> {
  const token = accessTokenOf(request, settings);
  const identity = token === undefined ? undefined : await authentication.verify(token);
  const refreshToken = readCookie(request, "refresh", settings);
  if (identity || refreshToken === undefined) return { identity };
  try {
    const tokens = await authentication.refresh(refreshToken);
    return {
      identity: await authentication.verify(tokens.accessToken),
      cookies: sessionCookies(tokens, settings),
    };
  } catch (error) {
    const isReuse = error instanceof AppError && error.details.reason === "refresh_reuse";
    if (!isReuse) return { identity: undefined };
    return { identity: undefined, cookies: clearedCookies(settings), reuse: error };
  }
}
