import { AppError } from "../../lib/model/error.ts";
import type { AppSettings } from "../settings.ts";

/**
 * Refuses what another site makes a browser send. Every unsafe request that carries a cookie or an
 * `Origin` must name our origin; one with neither is no browser's, and has nothing to lend.
 *
 * @throws `permission_denied`
 */
export function checkOrigin(request: Request, settings: AppSettings): void {
  const { headers } = request;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && site !== "none") throw refusal(settings);
  if (origin === null && !headers.has("cookie")) return;
  if (origin !== settings.publicUrl) throw refusal(settings);
}

/** Whether a browser says that a page of ours asks. */
export function isOurOrigin(request: Request, { publicUrl }: AppSettings): boolean {
  return request.headers.get("origin") === publicUrl;
}

function refusal({ publicUrl }: AppSettings): AppError {
  return new AppError("permission_denied", `A page may change something only from ${publicUrl}`);
}
