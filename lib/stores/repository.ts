import { AppError } from "../model/error.ts";
import { createDatabase, type Database } from "./objects/database.ts";
import { findNote, NOTES } from "./objects/notes.ts";
import { entryAt, filesBelow } from "./objects/reading.ts";
import { isFile, isFolder } from "./objects/tree.ts";
import { checkBranch } from "./paths.ts";
import { BRANCHES, commit, type RepositoryParts, treeOf, writeNote } from "./refs/commits.ts";
import type { Refs } from "./refs/refs.ts";
import { resolve } from "./refs/revisions.ts";
import type { CommitEntry, FileEntry, Store } from "./store.ts";

/** Creates a store on objects and refs, wherever they are kept. */
export function createRepository(parts: RepositoryParts): Store {
  const { objects, refs } = parts;
  const database = createDatabase(objects);
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
    resolve: (revision) => resolve(revision, refs, database),
    list: (commit, folder) => list(database, commit, folder),
    async read(commit, path) {
      const entry = await entryAt(database, await treeOf(database, commit), path);
      return entry && isFile(entry) ? await database.blob(entry.id) : undefined;
    },
    history: (commit, limit) => history(database, refs, commit, limit),
    commit: (change) => commit(database, parts, change),
    async readNote(commit) {
      const head = await refs.read(NOTES);
      if (head === undefined) return undefined;
      const note = await findNote(database, await treeOf(database, head, "store_corrupt"), commit);
      return note && new TextDecoder().decode(await database.blob(note.id));
    },
    writeNote: (commit, text, author) => writeNote(database, parts, { commit, text, author }),
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

async function history(
  database: Database,
  refs: Refs,
  commit: string,
  limit: number,
): Promise<CommitEntry[]> {
  const entries: CommitEntry[] = [];
  let id: string | undefined = commit;
  while (id !== undefined && entries.length < limit) {
    const otherwise = entries.length === 0 ? "not_found" : "store_corrupt";
    const { message, author, time, parents } = await database.commit(id, otherwise);
    entries.push({ id, message, author, time, parents });
    id = await isEnd(database, refs, id, parents[0]) ? undefined : parents[0];
  }
  return entries;
}

/** Whether a shallow clone ends at a commit. */
async function isEnd(
  database: Database,
  refs: Refs,
  commit: string,
  parent: string | undefined,
): Promise<boolean> {
  if (parent === undefined || await database.find(parent)) return false;
  return await refs.isCut(commit);
}
