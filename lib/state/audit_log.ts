import type { AuditEntry, AuditRecord } from "../model/audit.ts";
import type { Key, KeyValue } from "./key_value.ts";
import { sha256 } from "./sha256.ts";
import type { AuditLog } from "./state.ts";
import { transact } from "./transact.ts";

const ROOM = "audit";

/** The number and hash of the last record: without it nobody would miss that record. */
const HEAD: Key = ["audit_head"];

/** How many records are verified in one step. */
const PAGE = 200;

/** Where the chain ends. */
type Head = Pick<AuditRecord, "id" | "hash">;

const START: Head = { id: 0, hash: "" };

/** Creates the log of what was done. */
export function createAuditLog(keyValue: KeyValue): AuditLog {
  const readHead = async () => (await keyValue.get<Head>(HEAD))?.value ?? START;
  return {
    append: (entry, now) => append(keyValue, entry, now),
    async list({ before, limit }) {
      const end = before === undefined ? {} : { end: [before] };
      const found = await keyValue.list<AuditRecord>([ROOM], { ...end, limit, reverse: true });
      return found.map(({ value }) => value);
    },
    count: async () => (await readHead()).id,
    async verify() {
      let last = START;
      for (;;) {
        const head = await readHead();
        for await (const record of recordsBetween(keyValue, last.id, head.id)) {
          if (!await fits(record, last)) return last.id + 1;
          last = record;
        }
        if (last.id < head.id) return last.id + 1;
        if (last.hash !== head.hash) return last.id;
        // What follows was appended meanwhile, or nobody appended it.
        const more = await keyValue.list([ROOM], { start: [last.id + 1], limit: 1 });
        if (more.length === 0) return undefined;
        if ((await readHead()).id === last.id) return last.id + 1;
      }
    },
  };
}

function append(keyValue: KeyValue, entry: AuditEntry, now: number): Promise<AuditRecord> {
  return transact(keyValue, async () => {
    const head = await keyValue.get<Head>(HEAD);
    const { id, hash: previous } = head?.value ?? START;
    const unsealed = { ...entry, id: id + 1, at: new Date(now).toISOString(), previous };
    const record = { ...unsealed, hash: await hashOf(unsealed) };
    const transaction = {
      checks: [{ key: HEAD, version: head?.version ?? null }],
      sets: [
        { key: [ROOM, record.id], value: record },
        { key: HEAD, value: { id: record.id, hash: record.hash } },
      ],
    };
    return { transaction, answer: record };
  });
}

async function* recordsBetween(
  keyValue: KeyValue,
  after: number,
  last: number,
): AsyncGenerator<AuditRecord> {
  for (let start = after + 1; start <= last; start += PAGE) {
    const end = Math.min(start + PAGE, last + 1);
    const found = await keyValue.list<AuditRecord>([ROOM], { start: [start], end: [end] });
    yield* found.map(({ value }) => value);
  }
}

async function fits(record: AuditRecord, last: Head): Promise<boolean> {
  return record.id === last.id + 1 &&
    record.previous === last.hash && record.hash === await hashOf(record);
}

/** The hash of a record without its own, whatever the order of its fields. */
function hashOf(record: Omit<AuditRecord, "hash">): Promise<string> {
  const fields = Object.entries(record).filter(([name, value]) =>
    name !== "hash" && value !== undefined
  );
  return sha256(JSON.stringify(fields.sort(([a], [b]) => a < b ? -1 : 1)));
}
