import { AppError } from "../lib/model/error.ts";

/** The form of a strong ETag. */
export const ETAG = /^"[!#-~]*"$/;

/** A version as the header names it. */
export function quoted(version: string): string {
  return `"${version}"`;
}

/**
 * The version that a write was drawn on.
 *
 * @throws `precondition_required` where `If-Match` is absent or `*`, since nothing may be written
 * unseen.
 */
export function requiredMatch(request: Request): string {
  const header = request.headers.get("if-match")?.trim();
  if (header === undefined || header === "" || header === "*") {
    const message = "If-Match must hold the ETag of what you changed, so that no change is lost";
    throw new AppError("precondition_required", message);
  }
  return versionOf(header);
}

/** Whether a write asks for the thing not to be there yet: `If-None-Match: *`. */
export function isCreation(request: Request): boolean {
  const header = request.headers.get("if-none-match")?.trim();
  if (header === undefined) return false;
  if (header === "*") return true;
  throw new AppError("invalid_input", "If-None-Match must be * in a write");
}

/** Whether what the asker has is what there is; a list and weak tags will do. */
export function isUnchanged(request: Request, version: string): boolean {
  const header = request.headers.get("if-none-match");
  if (header === null) return false;
  const tag = quoted(version);
  if (header === tag || header.trim() === "*") return true;
  return header.split(",").some((part) => part.trim().replace(/^W\//, "") === tag);
}

/** A weak tag stays as it is: it is equal to no version, which makes the write stale. */
function versionOf(header: string): string {
  if (ETAG.test(header)) return header.slice(1, -1);
  if (header.startsWith("W/")) return header;
  throw new AppError("invalid_input", `If-Match must hold one ETag in double quotes`);
}
