import { createAccounts } from "./accounts.ts";
import { createAttempts } from "./attempts.ts";
import { createAuditLog } from "./audit_log.ts";
import { createDrafts } from "./drafts.ts";
import { createEventLog } from "./event_log.ts";
import { createJobs } from "./jobs.ts";
import type { KeyValue } from "./key_value.ts";
import { createLeases } from "./leases.ts";
import { createSeenHeads } from "./seen_heads.ts";
import { createSessions } from "./sessions.ts";
import { createSetupTokens } from "./setup_tokens.ts";
import { createSigningKeys } from "./signing_keys.ts";
import type { State } from "./state.ts";
import { createVersions } from "./versions.ts";

/** Creates all that is kept outside Git, over one key-value store. */
export function createState(keyValue: KeyValue): State {
  return {
    accounts: createAccounts(keyValue),
    sessions: createSessions(keyValue),
    keys: createSigningKeys(keyValue),
    setup: createSetupTokens(keyValue),
    attempts: createAttempts(keyValue),
    versions: createVersions(keyValue),
    audit: createAuditLog(keyValue),
    events: createEventLog(keyValue),
    jobs: createJobs(keyValue),
    leases: createLeases(keyValue),
    drafts: createDrafts(keyValue),
    heads: createSeenHeads(keyValue),
    close: () => keyValue.close(),
    ping: async () => void await keyValue.get(["ping"]),
  };
}
