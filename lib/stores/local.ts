import { AppError } from "../model/error.ts";
import type { StoreAdapter } from "./adapter.ts";
import { checkedOut } from "./disk/checked_out.ts";
import { createRepositoryFolder, type NewRepository } from "./disk/create.ts";
import { findRepository, type RepositoryFolder } from "./disk/folder.ts";
import { listRefs, readHead, readRef } from "./disk/ref_files.ts";
import { moveRef } from "./disk/ref_lock.ts";
import type { StaleOptions } from "./disk/stale_lock.ts";
import { checkReadable, checkWritable, cutCommits } from "./disk/supported.ts";
import { sweepTemporaries } from "./disk/temporaries.ts";
import { gitObjects } from "./git.ts";
import type { Refs } from "./refs/refs.ts";
import { createRepository } from "./repository.ts";
import type { Store } from "./store.ts";

/** How a store on disk behaves. */
export interface LocalStoreOptions extends Partial<StaleOptions> {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds to wait while another process holds a branch; 5 s unless told. */
  readonly lockWait?: number;
}

const LOCK_WAIT = 5_000;
const STALE_LOCK = 30_000;

/** A Git repository on this machine. */
export const local: StoreAdapter = {
  id: "local",
  async open({ path }) {
    if (path) return await openLocalStore(path);
    throw new AppError("configuration", "The store local needs the path of a Git repository");
  },
};

/** Opens a bare repository, or that of a work tree by its folder or its `.git`. */
export async function openLocalStore(
  path: string,
  { now = Date.now, lockWait = LOCK_WAIT, ...stale }: LocalStoreOptions = {},
): Promise<Store> {
  const folder = await findRepository(path);
  await checkReadable(folder);
  const refs = diskRefs(folder, { staleLock: STALE_LOCK, onStaleLock: () => {}, ...stale });
  return createRepository({ objects: gitObjects(folder.common), refs, now, lockWait });
}

/** Makes an empty repository and opens it. */
export async function createLocalStore(
  path: string,
  repository: NewRepository,
  options: LocalStoreOptions = {},
): Promise<Store> {
  await createRepositoryFolder(path, repository);
  return await openLocalStore(path, options);
}

function diskRefs(folder: RepositoryFolder, stale: StaleOptions): Refs {
  const { gitdir, common } = folder;
  let swept: Promise<void> | undefined;
  return {
    key: Deno.realPathSync(common),
    head: () => readHead(gitdir),
    read: (ref) => readRef(common, ref),
    list: (prefix) => listRefs(common, prefix),
    async checkMovable(ref) {
      await Promise.all([checkWritable(folder), checkNotCheckedOut(folder, ref)]);
      await (swept ??= sweepTemporaries(common, stale.staleLock));
    },
    move: (ref, from, to) => moveRef(common, { ref, from, to }, stale),
    cuts: () => cutCommits(folder),
  };
}

/** A work tree would show every change as undone. One without a commit has nothing to show. */
async function checkNotCheckedOut(folder: RepositoryFolder, ref: string): Promise<void> {
  if (!(await checkedOut(folder)).has(ref)) return;
  if (await readRef(folder.common, ref) === undefined) return;
  const branch = ref.replace("refs/heads/", "");
  const message = `The branch ${branch} is checked out; check out another one first`;
  throw new AppError("checked_out", message, { details: { branch } });
}
