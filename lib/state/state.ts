import type { AuditEntry, AuditRecord } from "../model/audit.ts";
import type { Deployment } from "../model/deployment.ts";
import type { EventData, EventType, LoggedEvent } from "../model/event.ts";
import type { Operation } from "../model/operation.ts";
import type { Role } from "../model/role.ts";

/** Everything that is kept outside Git and may be lost. Times are milliseconds since 1970. */
export interface State {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly keys: SigningKeys;
  readonly setup: SetupTokens;
  readonly attempts: Attempts;
  readonly versions: Versions;
  readonly audit: AuditLog;
  readonly events: EventLog;
  readonly jobs: Jobs;
  readonly leases: Leases;
  readonly drafts: Drafts;
  readonly heads: SeenHeads;
  /** Lets the store go. */
  close(): void;
  /** Throws when the store does not answer. */
  ping(): Promise<void>;
}

/** An account with its password's hash. */
export interface StoredAccount {
  readonly name: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly passwordHash: string;
  readonly createdAt: number;
}

/** Who may sign in. Every change raises the version `identity`. */
export interface Accounts {
  find(name: string): Promise<StoredAccount | undefined>;
  /** Sorted by name. */
  list(): Promise<StoredAccount[]>;
  isEmpty(): Promise<boolean>;
  /** @throws `already_exists` for a name that is taken. */
  create(account: StoredAccount): Promise<void>;
  /**
   * Changes an account by what it is at that moment; `change` may run more than once.
   *
   * @throws `not_found` for a name that is not there; `conflict` when no administrator who can sign
   * in would be left.
   */
  update(
    name: string,
    change: (account: StoredAccount) => StoredAccount,
  ): Promise<StoredAccount>;
  /** Removes an account; throws as `update` does. */
  remove(name: string): Promise<void>;
}

/** A sign-in that lasts. Its refresh tokens are numbered; the newest is `generation`. */
export interface StoredSession {
  readonly id: string;
  readonly account: string;
  readonly generation: number;
  /** SHA-256, in hex, of the newest refresh token. */
  readonly refreshHash: string;
  readonly rotatedAt: number;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Who is signed in. Every end raises the version `identity`. */
export interface Sessions {
  /** A session that has not ended; one past its time is none. */
  find(id: string, now: number): Promise<StoredSession | undefined>;
  create(session: StoredSession): Promise<void>;
  /** Puts `next` in the place of what was found; false when somebody was faster. */
  rotate(found: StoredSession, next: StoredSession): Promise<boolean>;
  end(id: string): Promise<void>;
  /** Ends all sessions of an account but one. */
  endAll(account: string, except?: string): Promise<void>;
}

/** A pair of keys that signs access tokens, as JSON Web Keys. */
export interface SigningKey {
  readonly id: string;
  readonly privateJwk: Readonly<Record<string, unknown>>;
  readonly publicJwk: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  /** From when on it no longer verifies; absent for the key that signs. */
  readonly retiresAt?: number;
}

/** The keys that sign, the newest first. */
export interface SigningKeys {
  list(): Promise<SigningKey[]>;
  /**
   * Adds a key that signs from now on; the others retire at that time. `before` is the id of the
   * key that signed until now, absent for none; false when it is another, since somebody was faster.
   */
  add(key: SigningKey, othersRetireAt: number, before?: string): Promise<boolean>;
}

/** The one link that makes the first administrator. */
export interface SetupTokens {
  /** Keeps the hash of a new token; one that was there before is void. */
  put(hash: string, expiresAt: number): Promise<void>;
  /** Whether a token of this hash is there and in time. */
  has(hash: string, now: number): Promise<boolean>;
  /** Uses it up together with making the account; false when it is not there, late, or raced. */
  use(hash: string, now: number, account: StoredAccount): Promise<boolean>;
}

/** Failures counted in windows of time, for limits. */
export interface Attempts {
  /** Counts one and answers how many there were in its window. */
  add(name: string, window: number, now: number): Promise<number>;
  /** How many there were in the current window, and when it ends. */
  count(name: string, now: number): Promise<{ readonly count: number; readonly until: number }>;
  clear(name: string): Promise<void>;
}

/** Numbers that change when something did: a doorbell that other processes read. */
export interface Versions {
  read(name: "identity" | "events" | "jobs"): Promise<string>;
}

/** What was done, by whom; each record holds the hash of the one before. */
export interface AuditLog {
  append(entry: AuditEntry, now: number): Promise<AuditRecord>;
  /** The newest first; `before` an id, at most `limit`. */
  list(options: { readonly before?: number; readonly limit: number }): Promise<AuditRecord[]>;
  /** How many there are. */
  count(): Promise<number>;
  /** The id of the first record that does not fit the chain; `undefined` when all do. */
  verify(): Promise<number | undefined>;
}

/** The recent events, numbered without holes: the last 5,000, and about 16 MiB. */
export interface EventLog {
  /** Numbers and keeps events, in their order. */
  append(
    events: readonly { readonly type: EventType; readonly data: EventData }[],
  ): Promise<LoggedEvent[]>;
  /** The events after an id, in order and without holes among them, at most `limit`. */
  after(id: number, limit: number): Promise<LoggedEvent[]>;
  /** The ids of the oldest that is kept and of the newest; 0 and 0 for none. */
  range(): Promise<{ readonly first: number; readonly last: number }>;
}

/** A deployment on its way. */
export interface Job {
  readonly deployment: Deployment;
  /** The account's name and address for commits. */
  readonly actor: { readonly name: string; readonly email: string };
  readonly requestId: string;
  /** Milliseconds. */
  readonly timeout: number;
  readonly isCancelled: boolean;
  /** How often it was begun. */
  readonly attempts: number;
  /** Whether nothing more comes; an end of the deployment implies it, `committed` may be one. */
  readonly isOver: boolean;
}

/** Deployments that are not over, and the last 200 that are. */
export interface Jobs {
  find(id: string): Promise<Job | undefined>;
  /** The oldest first. */
  open(): Promise<Job[]>;
  /** Those that ended, the newest first. */
  ended(limit: number): Promise<Job[]>;
  /** Queues a job. Queued ones of its workflow and environment end as `superseded`; answers them. */
  queue(job: Job): Promise<Job[]>;
  /**
   * Changes a job by what it is at that moment; `change` may run more than once. One that is over
   * stays as it is and is answered so.
   */
  update(id: string, change: (job: Job) => Job): Promise<Job | undefined>;
}

/** The right to do something alone for a while. */
export interface Lease {
  readonly name: string;
  readonly owner: string;
  readonly expiresAt: number;
  /** Grows with each owner. */
  readonly token: number;
}

/** Rights that one process holds at a time, and loses when it falls silent. */
export interface Leases {
  /** Takes a lease that nobody holds; `undefined` while somebody does. */
  acquire(name: string, owner: string, ttl: number, now: number): Promise<Lease | undefined>;
  /** Holds it longer; `undefined` when it was lost, be it only by time. */
  renew(lease: Lease, ttl: number, now: number): Promise<Lease | undefined>;
  release(lease: Lease): Promise<void>;
}

/** A file as it was at a commit. */
export interface DraftFile {
  readonly text: string;
  /** The id of its blob. */
  readonly etag: string;
}

/** What a list of drafts tells of one. */
export interface DraftEntry {
  readonly workflow: string;
  /** The commit that the edits were drawn on. */
  readonly base: string;
  /** Changes with the base and the operations. */
  readonly etag: string;
  readonly savedAt: number;
}

/** Unsaved edits of one person on one workflow. */
export interface StoredDraft extends DraftEntry {
  readonly account: string;
  readonly operations: readonly Operation[];
  /** The files at the base: no edit depends on whether that commit stays. */
  readonly files: { readonly workflow: DraftFile; readonly layout?: DraftFile };
}

/** Unsaved edits, each person's by themselves. At most 50 a person, of about 680 KiB each. */
export interface Drafts {
  find(account: string, workflow: string): Promise<StoredDraft | undefined>;
  /** A person's drafts, sorted by workflow. */
  list(account: string): Promise<DraftEntry[]>;
  /**
   * Puts a draft in the place of the one with the tag `seen`; `undefined` for none. False when there
   * is another.
   *
   * @throws `unprocessable` with `details.drafts` for one too many; `too_large`.
   */
  put(draft: StoredDraft, seen: string | undefined): Promise<boolean>;
  /** Removes the draft with the tag `seen`; false when there is another, or none. */
  remove(account: string, workflow: string, seen: string): Promise<boolean>;
  /** Removes all drafts of a person. */
  removeAll(account: string): Promise<void>;
}

/** The heads that branches were last seen at, so that a rewrite is noticed after a restart too. */
export interface SeenHeads {
  /** The commit that a branch was at; `undefined` for one that was never seen. */
  last(branch: string): Promise<string | undefined>;
  keep(branch: string, commit: string): Promise<void>;
}
