/// <reference lib="dom" />

/** The themes; `system` follows the machine. */
export const THEMES = ["system", "light", "dark"] as const;

/** A theme. */
export type Theme = typeof THEMES[number];

/** The cookie that holds it, so that the server draws the first picture right. */
export const THEME_COOKIE = "celestra_theme";

const A_YEAR = 365 * 24 * 60 * 60;

/** Wears a theme at once, and from now on. */
export function wearTheme(theme: Theme): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${THEME_COOKIE}=${theme}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}`;
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
