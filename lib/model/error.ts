/** Why something did not happen; a closed list that callers may rely on. */
export type ErrorCode =
  | "invalid_input"
  | "not_found"
  | "already_exists"
  | "conflict"
  | "remote_diverged"
  | "checked_out"
  | "not_supported"
  | "configuration"
  | "usage"
  | "uncommitted_changes"
  | "secret_missing"
  | "secret_found"
  | "engine_lost"
  | "permission_denied"
  | "unauthenticated"
  | "precondition_failed"
  | "precondition_required"
  | "unprocessable"
  | "too_large"
  | "unsupported_media_type"
  | "method_not_allowed"
  | "rate_limited"
  | "shutting_down"
  | "store_busy"
  | "store_corrupt"
  | "storage_full"
  | "upstream_error";

/** What an {@linkcode AppError} may carry besides its sentence. */
export interface AppErrorOptions {
  /** The error underneath. */
  readonly cause?: unknown;
  /** Facts a program may read, without secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An error thrown on purpose: a stable code, a sentence for a person, and its cause. */
export class AppError extends Error {
  override readonly name = "AppError";
  /** Facts a program may read. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(readonly code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.details = options.details ?? {};
  }
}
