import type { Role } from "./role.ts";

/** A person who signs in, as others may see it. Times are ISO 8601 in UTC. */
export interface Account {
  /** Of the form of an id. */
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly createdAt: string;
}

/** Who asks for something. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
  /** The id of the request, for trailers and the audit log. */
  readonly requestId: string;
}
