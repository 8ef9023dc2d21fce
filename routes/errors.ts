import { AppError, type ErrorCode } from "../lib/model/error.ts";
import { type Answer, json } from "./answer.ts";
import { quoted } from "./etag.ts";
import type { Fault } from "./route.ts";

/** The status of each code; the compiler asks for the row of a new one. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  method_not_allowed: 405,
  already_exists: 409,
  conflict: 409,
  remote_diverged: 409,
  checked_out: 409,
  secret_missing: 409,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  unprocessable: 422,
  not_supported: 422,
  secret_found: 422,
  precondition_required: 428,
  rate_limited: 429,
  configuration: 500,
  usage: 500,
  uncommitted_changes: 500,
  store_corrupt: 503,
  engine_lost: 502,
  upstream_error: 502,
  shutting_down: 503,
  store_busy: 503,
  storage_full: 507,
};

/** A body that did not come in time: a matter of HTTP alone, so no code of `lib/model`. */
export class RequestTimeout extends Error {
  override readonly name = "RequestTimeout";
}

/** What is told of an error. Of one that nobody threw on purpose, only that it happened. */
export function faultOf(error: unknown): Fault {
  if (error instanceof RequestTimeout) {
    return { status: 408, code: "request_timeout", message: error.message, details: {} };
  }
  if (!(error instanceof AppError)) return unexpected("internal");
  const { code, message, details } = error;
  const status = STATUS[code];
  return status === 500 ? unexpected(code) : { status, code, message, details };
}

/** The sentence of a fault of ours may name what is no caller's business. */
function unexpected(code: string): Fault {
  const message = "Something went wrong on our side; the log has more under this request's id";
  return { status: 500, code, message, details: {} };
}

/** A fault as the API answers it. */
export function faultAnswer(fault: Fault, requestId: string): Answer {
  const { status, code, message, details } = fault;
  const headers = faultHeaders(fault);
  return json({ error: { code, message, details, requestId } }, { status, headers });
}

/** The headers that tell a program what to do about a fault. */
export function faultHeaders({ status, details }: Fault): Record<string, string> {
  const { etag, allow, retryAfter } = details;
  return {
    ...(status === 401 && { "www-authenticate": "Bearer" }),
    ...(status === 408 && { connection: "close" }),
    ...(status === 503 && { "retry-after": "1" }),
    ...(typeof etag === "string" && { etag: quoted(etag) }),
    ...(typeof allow === "string" && { allow }),
    ...(typeof retryAfter === "number" && { "retry-after": String(retryAfter) }),
  };
}
