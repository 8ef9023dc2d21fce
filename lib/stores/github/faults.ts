import { AppError } from "../../model/error.ts";

/** A request whose outcome is not known: it may have been done. */
export class Uncertain extends Error {
  override readonly name = "Uncertain";

  constructor(readonly fault: AppError) {
    super(fault.message);
  }
}

/** Something that passes by itself; the caller is told when to come again. */
export function busy(what: string, milliseconds: number): AppError {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  return new AppError("store_busy", `${what}; try again in ${retryAfter} s`, {
    details: { retryAfter },
  });
}

/** GitHub answered, but not in a way that it says it does. Its words are not repeated. */
export function unexpected(status: number): AppError {
  return new AppError("upstream_error", `GitHub answered in an unexpected way (${status})`, {
    details: { status },
  });
}

/** What a refusal by GitHub means; `undefined` for an answer that the caller understands. */
export function refusalOf(status: number): AppError | undefined {
  if (status === 401) {
    const message = "GitHub does not take the token; set CELESTRA_GITHUB_TOKEN to a valid one";
    return new AppError("configuration", message);
  }
  if (status === 403) {
    const message = "GitHub refused: the token may not do this, or a rule protects the branch";
    return new AppError("permission_denied", message);
  }
  const isKnown = status < 300 || [304, 404, 409, 422].includes(status);
  return isKnown ? undefined : unexpected(status);
}
