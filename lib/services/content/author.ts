import type { Actor } from "../../model/account.ts";
import { AppError } from "../../model/error.ts";
import type { Person } from "../../stores/store.ts";

/** Accounts have no mailboxes; this domain can never be one (RFC 2606). */
const DOMAIN = "users.celestra.invalid";

/** An account, as the author of a commit. */
export function personOf({ name }: Pick<Actor, "name">): Person {
  return { name, email: `${name}@${DOMAIN}` };
}

/** The trailers that say who asked and in which request. */
export function trailersOf({ name, requestId }: Actor): Record<string, string> {
  return { "Actor": name, "Request-Id": requestId };
}

/** The longest message of a commit. */
const LONGEST = 1000;

/** What a user wrote about a change, or what is said without. */
export function messageOf(written: string | undefined, otherwise: string): string {
  const message = written?.trim() || otherwise;
  if (message.length <= LONGEST) return message;
  throw new AppError(
    "invalid_input",
    `The message has ${message.length} characters; at most ${LONGEST} are kept`,
  );
}
