import { AppError } from "../model/error.ts";
import type { Key, KeyValue, Transaction } from "./key_value.ts";
import type { DraftEntry, Drafts, StoredDraft } from "./state.ts";
import { transact } from "./transact.ts";

/** The edits, and apart from them the files at their base, which hardly ever change. */
const EDITS = "drafts";
const FILES = "draft_files";

/** What drafts a person has; it changes with each of them, and so guards them all. */
const ROLL = "draft_roll";

/** How many drafts a person may have. */
const MOST = 50;

type Edits = Omit<StoredDraft, "files">;

/** The files with the base that they belong to. */
type BaseFiles = StoredDraft["files"] & { readonly base: string };

/** A person's drafts at one moment. */
interface Roll {
  readonly entries: readonly DraftEntry[];
  /** A transaction that holds only while none of them has changed since. */
  change(entries: readonly DraftEntry[], change: Transaction): Transaction;
}

/** Creates the keeper of unsaved edits. */
export function createDrafts(keyValue: KeyValue): Drafts {
  return {
    find: (account, workflow) => find(keyValue, account, workflow),
    list: async (account) => [...(await readRoll(keyValue, account)).entries],
    put: (draft, seen) =>
      transact(keyValue, async () => {
        const roll = await readRoll(keyValue, draft.account);
        const found = entryOf(roll, draft.workflow);
        if (found?.etag !== seen) return { answer: false };
        if (!found) checkRoom(roll);
        const entries = [...without(roll, draft.workflow), toEntry(draft)].sort(byWorkflow);
        return { transaction: roll.change(entries, writing(draft, found)), answer: true };
      }),
    remove: (account, workflow, seen) =>
      transact(keyValue, async () => {
        const roll = await readRoll(keyValue, account);
        if (entryOf(roll, workflow)?.etag !== seen) return { answer: false };
        const deletes = keysOf(account, workflow);
        const transaction = roll.change(without(roll, workflow), { deletes });
        return { transaction, answer: true };
      }),
    async removeAll(account) {
      while (await removeSome(keyValue, account)) { /* A transaction takes only so many keys. */ }
    },
  };
}

/** The two halves are read one after the other, so a draft may change in between. */
async function find(
  keyValue: KeyValue,
  account: string,
  workflow: string,
): Promise<StoredDraft | undefined> {
  const [editsKey, filesKey] = keysOf(account, workflow) as [Key, Key];
  let seen: string | undefined;
  while (true) {
    const edits = await keyValue.get<Edits>(editsKey);
    if (!edits) return undefined;
    const files = await keyValue.get<BaseFiles>(filesKey);
    if (files?.value.base === edits.value.base) return whole(edits.value, files.value);
    if (edits.version === seen) throw halved(edits.value);
    seen = edits.version;
  }
}

function whole(edits: Edits, { base: _, ...files }: BaseFiles): StoredDraft {
  return { ...edits, files };
}

function halved({ workflow }: Edits): AppError {
  return new AppError("store_corrupt", `The draft of ${workflow} lacks the files that it is about`);
}

async function readRoll(keyValue: KeyValue, account: string): Promise<Roll> {
  const key: Key = [ROLL, account];
  const found = await keyValue.get<DraftEntry[]>(key);
  return {
    entries: found?.value ?? [],
    change: (entries, { sets = [], deletes = [] }) => ({
      checks: [{ key, version: found?.version ?? null }],
      sets: entries.length > 0 ? [...sets, { key, value: entries }] : sets,
      deletes: entries.length > 0 ? deletes : [...deletes, key],
    }),
  };
}

/** The files are written only with a new base: edits come every second. */
function writing({ files, ...edits }: StoredDraft, before: DraftEntry | undefined): Transaction {
  const { account, workflow, base } = edits;
  const [editsKey, filesKey] = keysOf(account, workflow) as [Key, Key];
  const sets = [{ key: editsKey, value: edits }];
  if (before?.base === base) return { sets };
  return { sets: [...sets, { key: filesKey, value: { ...files, base } }] };
}

async function removeSome(keyValue: KeyValue, account: string): Promise<boolean> {
  return await transact(keyValue, async () => {
    const roll = await readRoll(keyValue, account);
    const gone = roll.entries.slice(0, 25);
    if (gone.length === 0) return { answer: false };
    const deletes = gone.flatMap(({ workflow }) => keysOf(account, workflow));
    return { transaction: roll.change(roll.entries.slice(25), { deletes }), answer: true };
  });
}

function keysOf(account: string, workflow: string): Key[] {
  return [[EDITS, account, workflow], [FILES, account, workflow]];
}

function entryOf({ entries }: Roll, workflow: string): DraftEntry | undefined {
  return entries.find((entry) => entry.workflow === workflow);
}

function without({ entries }: Roll, workflow: string): DraftEntry[] {
  return entries.filter((entry) => entry.workflow !== workflow);
}

function toEntry({ workflow, base, etag, savedAt }: StoredDraft): DraftEntry {
  return { workflow, base, etag, savedAt };
}

function byWorkflow(one: DraftEntry, other: DraftEntry): number {
  return one.workflow < other.workflow ? -1 : 1;
}

function checkRoom({ entries }: Roll): void {
  if (entries.length < MOST) return;
  throw new AppError(
    "unprocessable",
    `You have ${entries.length} drafts; expected at most ${MOST}: publish or discard one first`,
    { details: { drafts: entries.map(({ workflow }) => workflow) } },
  );
}
