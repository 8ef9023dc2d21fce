import { AppError } from "../../lib/model/error.ts";
import { allows } from "../../lib/model/role.ts";
import type { Identity } from "../../lib/services/authentication.ts";
import type { Route } from "../route.ts";
import type { AppSettings } from "../settings.ts";
import { type ConnectionInfo, isLocal } from "./address.ts";

/**
 * Refuses who may not.
 *
 * @throws `unauthenticated`, `permission_denied`
 */
export function checkPermission({ permission }: Route, identity: Identity | undefined): void {
  if (permission === "public") return;
  if (!identity) throw new AppError("unauthenticated", "Sign in first");
  if (allows(identity.account.role, permission)) return;
  const { role } = identity.account;
  throw new AppError("permission_denied", `This needs more than the role ${role}`);
}

/**
 * Refuses who may not read the metrics: without the token, or where there is none from elsewhere.
 *
 * @throws `unauthenticated`, `permission_denied`
 */
export async function checkMetrics(
  request: Request,
  info: ConnectionInfo | undefined,
  { metricsToken }: AppSettings,
): Promise<void> {
  if (metricsToken === undefined) {
    if (isLocal(request, info)) return;
    throw new AppError("permission_denied", "Without a token only this machine may read them");
  }
  const given = request.headers.get("authorization") ?? "";
  if (await isSame(given, `Bearer ${metricsToken}`)) return;
  throw new AppError("unauthenticated", "This needs the token of the metrics");
}

/** Compares hashes, so that the time it takes says nothing of what is right. */
async function isSame(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map(hash));
  return a!.every((byte, index) => byte === b![index]);
}

async function hash(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
