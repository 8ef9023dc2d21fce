import { AppError } from "../../model/error.ts";
import { type Desk, draftContents, editTree, firstDifference } from "../objects/changes.ts";
import type { Database } from "../objects/database.ts";
import { formatMessage } from "../objects/message.ts";
import { NOTES, withNote } from "../objects/notes.ts";
import type { Objects } from "../objects/objects.ts";
import { entryAt } from "../objects/reading.ts";
import { isFile } from "../objects/tree.ts";
import { checkBranch, checkPaths } from "../paths.ts";
import type { Change, Person } from "../store.ts";
import { advance, type Patience } from "./advance.ts";
import type { Refs } from "./refs.ts";
import { allowedSecrets, secretsOf } from "./secret_guard.ts";

/** What a repository is made of. */
export interface RepositoryParts extends Patience {
  readonly objects: Objects;
  readonly refs: Refs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Where branches are among the refs. */
export const BRANCHES = "refs/heads/";

/** The tree of a commit; throws where there is no such commit. */
export async function treeOf(
  database: Database,
  commit: string,
  otherwise: "not_found" | "store_corrupt" = "not_found",
): Promise<string> {
  return (await database.commit(commit, otherwise)).tree;
}

/** Makes a commit on a branch; see `Store`. */
export async function commit(
  database: Database,
  parts: RepositoryParts,
  change: Change,
): Promise<string> {
  const { branch, base, author, files } = change;
  checkBranch(branch);
  checkPaths(change);
  const secrets = secretsOf(change);
  return await advance(parts.refs, BRANCHES + branch, async (head) => {
    if (head === undefined && base === undefined) await checkRoom(parts.refs, branch);
    const tree = await treeToChange(database, change, head);
    const allowed = await allowedSecrets(change, secrets, (path) => fileAt(database, tree, path));
    const message = formatMessage(change.message, { ...change.trailers, ...allowed });
    const desk = { database, draft: database.draft() };
    const edited = await editTree(desk, tree, draftContents(desk.draft, files));
    return await writeCommit(desk, parts, { tree: edited, head, author, message });
  }, parts);
}

/** A file's bytes in a tree that may not be there yet; `undefined` where there is none. */
async function fileAt(
  database: Database,
  tree: string | undefined,
  path: string,
): Promise<Uint8Array | undefined> {
  const entry = tree === undefined ? undefined : await entryAt(database, tree, path);
  return entry && isFile(entry) ? await database.blob(entry.id) : undefined;
}

/** The tree of the head, if nobody changed there what the change is about. */
async function treeToChange(
  database: Database,
  { branch, base, files }: Change,
  head: string | undefined,
): Promise<string | undefined> {
  if (head === undefined && base === undefined) return undefined;
  const conflict = (message: string, path?: string) =>
    new AppError("conflict", message, { details: { branch, base, head, path } });
  if (base === undefined) throw conflict(`The branch ${branch} exists already`);
  if (head === undefined) throw conflict(`The branch ${branch} is gone`);
  const tree = await treeOf(database, head, "store_corrupt");
  if (base === head) return tree;
  const drawnOn = await database.find(base);
  if (drawnOn?.kind !== "commit") {
    throw conflict(`The branch ${branch} has moved, and the commit you started from is unknown`);
  }
  const paths = files.map(({ path }) => path);
  const path = await firstDifference(database, [drawnOn.commit.tree, tree], paths);
  if (path === undefined) return tree;
  throw conflict(`${path} was changed on ${branch} in the meantime`, path);
}

/** Git keeps branches like files: `a` and `a/b` exclude each other. */
async function checkRoom(refs: Refs, branch: string): Promise<void> {
  for (const ref of await refs.list(BRANCHES)) {
    const other = ref.slice(BRANCHES.length);
    if (!other.startsWith(`${branch}/`) && !branch.startsWith(`${other}/`)) continue;
    const message = `The branch ${branch} cannot stand beside the branch ${other}`;
    throw new AppError("already_exists", message, { details: { branch, other } });
  }
}

interface Written {
  readonly tree: string;
  readonly head: string | undefined;
  readonly author: Person;
  readonly message: string;
}

/** A commit is never older than its parent, whatever the clock says: `git log` goes by time. */
async function writeCommit(
  { database, draft }: Desk,
  { now }: RepositoryParts,
  { tree, head, author, message }: Written,
): Promise<string> {
  const parents = head === undefined ? [] : [head];
  const parent = head === undefined ? undefined : await database.commit(head);
  const time = Math.max(Math.floor(now() / 1000), parent?.time ?? 0);
  return await draft.commit({ tree, parents, author, time, message });
}

/** Writes the note of a commit; see `Store`. */
export async function writeNote(
  database: Database,
  parts: RepositoryParts,
  { commit, text, author }: { commit: string; text: string; author: Person },
): Promise<void> {
  await database.commit(commit, "not_found");
  const message = formatMessage(`Note on ${commit}`, {});
  await advance(parts.refs, NOTES, async (head) => {
    const notes = head === undefined ? undefined : await treeOf(database, head, "store_corrupt");
    const desk = { database, draft: database.draft() };
    const blob = desk.draft.blob(new TextEncoder().encode(text));
    const tree = await withNote(desk, notes, commit, blob);
    return await writeCommit(desk, parts, { tree, head, author, message });
  }, parts);
}
