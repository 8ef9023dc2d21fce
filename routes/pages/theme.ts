import { type Theme, THEME_COOKIE, THEMES } from "../../islands/theme.ts";

/** The theme that a browser chose. What it says otherwise is not believed. */
export function themeOf({ headers }: Request): Theme {
  const cookies = headers.get("cookie")?.split(/;\s*/) ?? [];
  const said = cookies.find((one) => one.startsWith(`${THEME_COOKIE}=`))
    ?.slice(THEME_COOKIE.length + 1);
  return THEMES.find((theme) => theme === said) ?? "system";
}
