import { AppError } from "../../model/error.ts";
import type { Change, FileEntry, Store } from "../../stores/store.ts";
import { type Contents, textOf } from "../contents.ts";
import { createRemembered } from "./remembered.ts";
import { createWatch, type WatchOptions } from "./rewriting.ts";

/** The files of the default branch at one commit. */
export interface Snapshot extends Contents {
  /** Absent while the branch has no commit. */
  readonly commit: string | undefined;
  /** The id of a file's blob, below a folder of Celestra. */
  idOf(path: string): Promise<string | undefined>;
}

/** The default branch: what is read is read at its head, what is written is laid on it. */
export interface Head {
  /** The head as it was at most a moment ago. A commit of our own is seen at once. */
  recent(): Promise<Snapshot>;
  /** The head as it is now. */
  fresh(): Promise<Snapshot>;
  /** The head as it is now, to save on. @throws `remote_diverged` once after history was rewritten. */
  toSaveOn(): Promise<Snapshot>;
  /** The files of any commit; reading one that is not there throws `not_found`. */
  at(commit: string): Snapshot;
  /** Commits what was drawn on a snapshot; throws as the store does. */
  commit(change: Omit<Change, "branch" | "base">, drawnOn: Snapshot): Promise<Snapshot>;
}

/** What the head is read with. */
export interface HeadOptions extends Omit<WatchOptions, "store"> {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How long a head is taken for the head, in milliseconds. */
const RECENT = 100;

/** How many texts are kept; each has at most some hundred KiB. */
const TEXTS = 128;

/** How many folders of a commit are kept. */
const FOLDERS = 8;

/** Creates the view of the default branch that all services share. */
export function createHead({ store, now, ...options }: HeadOptions): Head {
  const watch = createWatch({ store, ...options });
  const texts = createRemembered<Promise<string | undefined>>(TEXTS);
  let held: { readonly snapshot: Snapshot; readonly at: number; readonly turn: number } | undefined;
  let reading: Promise<Snapshot> | undefined;
  let turns = 0;
  let forgotten = 0;

  /** An answer never replaces that of a later question, nor one from before a commit of ours. */
  async function read(): Promise<Snapshot> {
    const turn = ++turns;
    const at = now();
    const branch = await store.defaultBranch();
    const commit = await store.head(branch).catch((error) => offerLast(branch, error));
    const snapshot = held && held.snapshot.commit === commit ? held.snapshot : snapshotAt(commit);
    if (turn > forgotten && turn > (held?.turn ?? 0)) {
      held = { snapshot, at, turn };
      if (commit !== undefined) await watch.look(branch, commit);
    }
    return snapshot;
  }

  /** A branch that is damaged is put back by a person, who has to know where it was. */
  async function offerLast(branch: string, error: unknown): Promise<never> {
    if (!(error instanceof AppError) || error.code !== "store_corrupt") throw error;
    const last = await watch.last(branch).catch(() => undefined);
    if (!last) throw error;
    const message = `${error.message}; ${branch} was last seen at ${last}`;
    const details = { ...error.details, lastHead: last };
    throw new AppError("store_corrupt", message, { cause: error, details });
  }

  function snapshotAt(commit: string | undefined): Snapshot {
    return createSnapshot(store, commit, texts.of);
  }

  return {
    fresh: read,
    at: snapshotAt,
    async toSaveOn() {
      const snapshot = await read();
      watch.check();
      return snapshot;
    },
    recent() {
      if (held && Math.abs(now() - held.at) < RECENT) return Promise.resolve(held.snapshot);
      const started = reading ??= read().finally(() => {
        if (reading === started) reading = undefined;
      });
      return started;
    },
    async commit(change, { commit: base }) {
      const branch = await store.defaultBranch();
      try {
        return snapshotAt(await store.commit({ ...change, branch, base }));
      } catch (error) {
        if (error instanceof AppError && error.code === "remote_diverged") {
          await watch.look(branch, error.details.head as string);
          watch.check();
        }
        throw error;
      } finally {
        forgotten = turns;
        held = reading = undefined;
      }
    },
  };
}

/** A text by the id of its blob, read only once. */
type Texts = (
  id: string,
  read: () => Promise<string | undefined>,
) => Promise<string | undefined>;

function createSnapshot(store: Store, commit: string | undefined, texts: Texts): Snapshot {
  const folders = createRemembered<Promise<ReadonlyMap<string, string>>>(FOLDERS);
  const filesIn = (folder: string) => folders.of(folder, () => listed(store, commit, folder));
  const idOf = async (path: string) =>
    (await filesIn(path.slice(0, Math.max(0, path.lastIndexOf("/"))))).get(path);
  return {
    commit,
    idOf,
    list: async (folder) => [...(await filesIn(folder)).keys()],
    async read(path) {
      const id = await idOf(path);
      return id && await texts(id, async () => {
        const bytes = await store.read(commit!, path);
        return bytes && textOf(bytes);
      });
    },
  };
}

async function listed(
  store: Store,
  commit: string | undefined,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const files: FileEntry[] = commit === undefined ? [] : await store.list(commit, folder);
  return new Map(files.map(({ path, id }) => [path, id]));
}
