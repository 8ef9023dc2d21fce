import type { AuditEntry, AuditRecord } from "../model/audit.ts";
import type { State } from "../state/state.ts";

/** What was done, by whom. It can be added to and read, not changed. */
export interface Audit {
  /** Keeps a record; one of what was denied is also written as a line of JSON. */
  record(entry: AuditEntry): Promise<void>;
  /** The newest first. */
  list(
    query: { readonly page: number; readonly perPage: number },
  ): Promise<{ readonly items: readonly AuditRecord[]; readonly total: number }>;
  /** The id of the first record that was tampered with. */
  verify(): Promise<number | undefined>;
}

/** What the audit log is made with. */
export interface AuditOptions {
  readonly state: State;
  readonly now: () => number;
  /** Writes a line to standard output, and its end. */
  readonly out: (line: string) => void;
}

/** How long a text of an entry may be, in characters: names that are refused may have any length. */
const MOST_CHARACTERS = 200;

/** Creates the audit log. */
export function createAudit({ state, now, out }: AuditOptions): Audit {
  return {
    async record(entry) {
      const kept = shortened(entry);
      const at = now();
      // First, so that a refusal is seen also where nothing can be kept.
      if (kept.result === "denied") out(lineOf({ at: new Date(at).toISOString(), audit: kept }));
      await state.audit.append(kept, at);
    },
    async list({ page, perPage }) {
      const total = await state.audit.count();
      const newest = total - (page - 1) * perPage;
      if (newest < 1) return { items: [], total };
      return { items: await state.audit.list({ before: newest + 1, limit: perPage }), total };
    },
    verify: () => state.audit.verify(),
  };
}

function shortened(entry: AuditEntry): AuditEntry {
  const pairs = Object.entries(entry).map(([key, value]) => [
    key,
    typeof value === "string" ? value.slice(0, MOST_CHARACTERS).toWellFormed() : value,
  ]);
  return Object.fromEntries(pairs);
}

/** What JSON lets through and a terminal or a reader of logs may take for more than text. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** One line of JSON, whatever is in it. */
function lineOf(value: unknown): string {
  return JSON.stringify(value).replace(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
