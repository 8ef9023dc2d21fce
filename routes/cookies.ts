import type { Tokens } from "../lib/services/authentication.ts";
import type { AppSettings } from "./settings.ts";

/** The two cookies of a session. */
export type CookieName = "access" | "refresh";

/** The cookies that keep a sign-in in a browser, as values of `Set-Cookie`. */
export function sessionCookies(tokens: Tokens, settings: AppSettings): readonly string[] {
  return [
    cookie("access", tokens.accessToken, tokens.expiresIn, settings),
    cookie("refresh", tokens.refreshToken, tokens.refreshExpiresIn, settings),
  ];
}

/** The cookies that end a sign-in in a browser. */
export function clearedCookies(settings: AppSettings): readonly string[] {
  return [cookie("access", "", 0, settings), cookie("refresh", "", 0, settings)];
}

/** A cookie of ours that the browser sent. */
export function readCookie(
  request: Request,
  name: CookieName,
  settings: AppSettings,
): string | undefined {
  const header = request.headers.get("cookie");
  if (header === null) return undefined;
  const start = `${fullName(name, settings)}=`;
  const found = header.split(";").map((part) => part.trim()).find((part) => part.startsWith(start));
  return found?.slice(start.length) || undefined;
}

/** Scripts never see it; other sites do not get it sent along, links to us excepted. */
function cookie(name: CookieName, value: string, maxAge: number, settings: AppSettings): string {
  const secure = isSecure(settings) ? "; Secure" : "";
  return `${
    fullName(name, settings)
  }=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
}

/** Browsers take the prefix only with `Secure`, which plain HTTP on this machine cannot have. */
function fullName(name: CookieName, settings: AppSettings): string {
  return isSecure(settings) ? `__Host-celestra_${name}` : `celestra_${name}`;
}

function isSecure({ publicUrl }: AppSettings): boolean {
  return publicUrl.startsWith("https://");
}
