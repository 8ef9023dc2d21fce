import type { Role } from "./role.ts";

/** How a request for a change ended. */
export type AuditResult = "allowed" | "denied" | "failed";

/** What somebody did, or tried. */
export interface AuditEntry {
  /** The name of the account; `null` for nobody. */
  readonly actor: string | null;
  readonly role: Role | null;
  /** What was done, as the route table names it: `workflows.replace`, `auth.login`. */
  readonly action: string;
  /** What it was done to: `workflow/shop`, `deployment/<id>`, `user/ada`. */
  readonly object: string;
  /** The heads of the branch before and after, where a commit was made. */
  readonly before?: string;
  readonly after?: string;
  readonly requestId: string;
  /** The address of the client. */
  readonly address: string;
  readonly result: AuditResult;
  /** The error code of what was denied or failed. */
  readonly reason?: string;
}

/** An entry of the audit log, chained to the one before it. */
export interface AuditRecord extends AuditEntry {
  /** Increasing, without holes, from 1. */
  readonly id: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The hash of the record before; empty for the first. */
  readonly previous: string;
  /** SHA-256, in hex, of this record without it. */
  readonly hash: string;
}
