import { AppError } from "../model/error.ts";
import type { CommitObject } from "./objects/commit.ts";
import { createDatabase, type Database } from "./objects/database.ts";
import { findNote, NOTES } from "./objects/notes.ts";
import { entryAt, filesBelow } from "./objects/reading.ts";
import { isFile, isFolder } from "./objects/tree.ts";
import { checkBranch } from "./paths.ts";
import { mergeBase } from "./objects/merge_base.ts";
import type { Objects } from "./objects/objects.ts";
import { pathLog } from "./objects/path_log.ts";
import type { Patience } from "./refs/advance.ts";
import { BRANCHES, createBranch, keep } from "./refs/branching.ts";
import { bundleOf } from "./refs/bundling.ts";
import { commit, treeOf, writeNote } from "./refs/commits.ts";
import { type Publish, publishObjects, type PublishOptions } from "./refs/publish.ts";
import type { Refs } from "./refs/refs.ts";
import { resolve } from "./refs/revisions.ts";
import { tag, tagsIn, type WriteTag } from "./refs/tags.ts";
import type { CommitEntry, FileEntry, FilePage, Store } from "./store.ts";

/** What a repository is made of. */
export interface RepositoryParts extends Patience {
  readonly objects: Objects;
  readonly refs: Refs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How commits are made, where that is not by writing objects and moving refs. */
  readonly publish?: (tools: PublishOptions) => Publish;
  /** How tag objects are made, where that is not by writing them as they are. */
  readonly writeTag?: WriteTag;
}

/** Creates a store on objects and refs, wherever they are kept. */
export function createRepository(parts: RepositoryParts): Store {
  const { objects, refs, now } = parts;
  const database = createDatabase(objects);
  const tools = { database, refs, now };
  const publish = (parts.publish ?? publishObjects)(tools);
  const writing = { ...parts, ...tools, publish };
  return {
    async defaultBranch() {
      const head = await refs.head();
      if ("ref" in head && head.ref.startsWith(BRANCHES)) return head.ref.slice(BRANCHES.length);
      throw new AppError("configuration", "HEAD names no branch; check one out first");
    },
    head: (branch) => headOf(refs, branch),
    async branches() {
      return (await refs.list(BRANCHES)).map((ref) => ref.slice(BRANCHES.length)).sort();
    },
    createBranch: (branch, commit) => createBranch(database, refs, branch, commit),
    keep: (branch, commit) => keep(refs, branch, commit),
    resolve: (revision) => resolve(revision, refs, database),
    tags: () => tagsIn(tools),
    tag: (entry) => tag({ ...parts, ...tools }, entry),
    list: async (commit, folder, page) => paged(await list(database, commit, folder), page),
    async read(commit, path) {
      const entry = await entryAt(database, await treeOf(database, commit), path);
      return entry && isFile(entry) ? await database.blob(entry.id) : undefined;
    },
    history: (commit, limit) => history(database, refs, commit, limit),
    async log(commit, paths, page) {
      return (await pathLog(tools, commit, paths, page)).map(entryOf);
    },
    mergeBase: (one, other) => mergeBase(database, one, other),
    commit: (change) => commit(writing, change),
    bundle: () => bundleOf(database, objects, refs),
    async readNote(commit) {
      const head = await refs.read(NOTES);
      if (head === undefined) return undefined;
      const note = await findNote(database, await treeOf(database, head, "store_corrupt"), commit);
      return note && new TextDecoder().decode(await database.blob(note.id));
    },
    writeNote: (commit, text, author) => writeNote(writing, { commit, text, author }),
  };
}

async function headOf(refs: Refs, branch: string): Promise<string | undefined> {
  checkBranch(branch);
  return await refs.read(BRANCHES + branch);
}

async function list(database: Database, commit: string, folder: string): Promise<FileEntry[]> {
  const root = await treeOf(database, commit);
  if (folder === "") return sorted(await filesBelow(database, root, ""));
  const entry = await entryAt(database, root, folder);
  return entry && isFolder(entry) ? sorted(await filesBelow(database, entry.id, `${folder}/`)) : [];
}

function sorted(files: FileEntry[]): FileEntry[] {
  return files.sort((a, b) => a.path < b.path ? -1 : 1);
}

function paged(files: FileEntry[], page: FilePage | undefined): FileEntry[] {
  if (!page) return files;
  const { after, limit } = page;
  const from = after === undefined ? 0 : files.findIndex(({ path }) => path > after);
  return from < 0 ? [] : files.slice(from, from + limit);
}

function entryOf({ id, message, author, time, parents }: CommitEntry): CommitEntry {
  return { id, message, author, time, parents };
}

async function history(
  database: Database,
  refs: Refs,
  commit: string,
  limit: number,
): Promise<CommitEntry[]> {
  const entries: CommitEntry[] = [];
  const cuts = await refs.cuts();
  let id: string | undefined = commit;
  while (id !== undefined && entries.length < limit) {
    const otherwise = entries.length === 0 ? "not_found" : "store_corrupt";
    const commit: CommitObject = await database.commit(id, otherwise);
    entries.push(entryOf({ ...commit, id }));
    id = cuts.has(id) ? undefined : commit.parents[0];
  }
  return entries;
}
