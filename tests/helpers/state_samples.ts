import type { AuditEntry } from "../../lib/model/audit.ts";
import type { DeploymentState } from "../../lib/model/deployment.ts";
import type { EventData, EventType } from "../../lib/model/event.ts";
import type {
  Job,
  SigningKey,
  StoredAccount,
  StoredDraft,
  StoredSession,
} from "../../lib/state/state.ts";

/** An account, an administrator unless told. */
export function sampleAccount(name: string, with_: Partial<StoredAccount> = {}): StoredAccount {
  return {
    name,
    role: "admin",
    isDisabled: false,
    passwordHash: `hash of ${name}`,
    createdAt: 1_000,
    ...with_,
  };
}

/** A session of ada, from 1,000 to 2,000 unless told. */
export function sampleSession(id: string, with_: Partial<StoredSession> = {}): StoredSession {
  return {
    id,
    account: "ada",
    generation: 1,
    refreshHash: `hash of ${id} 1`,
    rotatedAt: 1_000,
    createdAt: 1_000,
    expiresAt: 2_000,
    ...with_,
  };
}

/** A key that signs. */
export function sampleKey(id: string, createdAt = 1_000): SigningKey {
  return { id, privateJwk: { kty: "OKP", d: id }, publicJwk: { kty: "OKP", x: id }, createdAt };
}

/** A job, queued for `shop` in `local` unless told; ids sort as they are numbered. */
export function sampleJob(
  number: number,
  { workflow = "shop", environment = "local", state = "queued" as DeploymentState } = {},
): Job {
  return {
    deployment: {
      id: `id-${`${number}`.padStart(5, "0")}`,
      workflow,
      environment,
      source: "c0ffee",
      state,
      actor: "ada",
      createdAt: "2026-01-01T00:00:00.000Z",
      nodes: [],
    },
    actor: { name: "ada", email: "ada@example.com" },
    requestId: "request",
    timeout: 300_000,
    isCancelled: false,
    attempts: 0,
    isOver: false,
  };
}

/** What somebody did. */
export function sampleEntry(object: string): AuditEntry {
  return {
    actor: "ada",
    role: "admin",
    action: "workflows.replace",
    object,
    requestId: "request",
    address: "127.0.0.1",
    result: "allowed",
  };
}

/** An event that says something. */
export function sampleEvent(says: string): { readonly type: EventType; readonly data: EventData } {
  const data = { at: "2026-01-01T00:00:00.000Z", actor: "ada", workflow: "shop", says };
  return { type: "alert", data };
}

/** Edits of ada on a workflow. */
export function sampleDraft(workflow: string, with_: Partial<StoredDraft> = {}): StoredDraft {
  return {
    account: "ada",
    workflow,
    base: "b".repeat(40),
    operations: [{ op: "set-title", node: "api", value: "The API" }],
    files: { workflow: { text: `name: ${workflow}\n`, etag: "e".repeat(40) } },
    etag: `${workflow} 1`,
    savedAt: 1_000,
    ...with_,
  };
}
