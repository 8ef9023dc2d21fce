import { AppError, type ErrorCode } from "../model/error.ts";
import { printable } from "./faults.ts";
import type { Host } from "./host.ts";

/** The exit codes of `celestra`. */
export const EXIT = {
  ok: 0,
  general: 1,
  validation: 2,
  configuration: 3,
  network: 4,
  permission: 5,
} as const;

/** The exit code of each error; the compiler asks for the row of a new one. */
const CODES: Readonly<Record<ErrorCode, number>> = {
  already_exists: EXIT.configuration,
  checked_out: EXIT.configuration,
  configuration: EXIT.configuration,
  conflict: EXIT.general,
  remote_diverged: EXIT.general,
  engine_lost: EXIT.network,
  invalid_input: EXIT.validation,
  method_not_allowed: EXIT.general,
  not_found: EXIT.configuration,
  not_supported: EXIT.configuration,
  permission_denied: EXIT.permission,
  precondition_failed: EXIT.general,
  precondition_required: EXIT.general,
  rate_limited: EXIT.general,
  secret_found: EXIT.validation,
  secret_missing: EXIT.general,
  shutting_down: EXIT.general,
  storage_full: EXIT.general,
  store_busy: EXIT.general,
  store_corrupt: EXIT.general,
  too_large: EXIT.validation,
  unauthenticated: EXIT.permission,
  uncommitted_changes: EXIT.general,
  unprocessable: EXIT.validation,
  unsupported_media_type: EXIT.general,
  upstream_error: EXIT.network,
  usage: EXIT.configuration,
};

/** Prints an error as a sentence and says how the process ends. The stack is for debugging only. */
export function exitOf(error: unknown, host: Host): number {
  if (host.env.CELESTRA_DEBUG) host.err(`${(error as Error)?.stack ?? error}\n`);
  if (error instanceof AppError) {
    const [first, ...rest] = error.message.split("\n");
    host.err([`${error.code}: ${printable(first!)}`, ...rest.map(printable)].join("\n") + "\n");
    return CODES[error.code];
  }
  const [code, exit] = systemError(error);
  const message = error instanceof Error ? error.message : String(error);
  host.err(`${code}: ${printable(message)}\n`);
  if (code === "unexpected") host.err("Set CELESTRA_DEBUG=1 to see where it happened.\n");
  return exit;
}

/** What the operating system refused. */
function systemError(error: unknown): [string, number] {
  if (error instanceof Deno.errors.PermissionDenied || error instanceof Deno.errors.NotCapable) {
    return ["permission_denied", EXIT.permission];
  }
  if (error instanceof Deno.errors.NotFound) return ["not_found", EXIT.configuration];
  return ["unexpected", EXIT.general];
}
