import type { Database } from "../objects/database.ts";
import { formatMessage } from "../objects/message.ts";
import { notePath, NOTES } from "../objects/notes.ts";
import { fileAt } from "../objects/reading.ts";
import { checkBranch, checkPaths } from "../paths.ts";
import type { Change, FileChange, Person } from "../store.ts";
import { BRANCHES, checkRoom } from "./branching.ts";
import { advance, type Patience } from "./advance.ts";
import { laidOn } from "./laying.ts";
import type { Publish } from "./publish.ts";
import type { Refs } from "./refs.ts";
import { allowedSecrets, secretsOf } from "./secret_guard.ts";

/** What commits are made with. */
export interface Writing extends Patience {
  readonly database: Database;
  readonly refs: Refs;
  readonly publish: Publish;
}

/** The tree of a commit; throws where there is no such commit. */
export async function treeOf(
  database: Database,
  commit: string,
  otherwise: "not_found" | "store_corrupt" = "not_found",
): Promise<string> {
  return (await database.commit(commit, otherwise)).tree;
}

/** Makes a commit on a branch; see `Store`. */
export async function commit(writing: Writing, change: Change): Promise<string> {
  const { database, refs } = writing;
  const { branch, base, author, committer = author, merged = [] } = change;
  checkBranch(branch);
  checkPaths(change);
  const secrets = secretsOf(change);
  for (const parent of merged) await database.commit(parent, "not_found");
  return await advance(writing, BRANCHES + branch, async (head) => {
    if (head === undefined && base === undefined) await checkRoom(refs, branch);
    const { tree, files } = await laidOn(writing, change, head);
    const allowed = await allowedSecrets(change, secrets, (path) => fileAt(database, tree, path));
    const message = formatMessage(change.message, { ...change.trailers, ...allowed });
    return { files, message, author, committer, merged };
  });
}

/** Writes the note of a commit; see `Store`. */
export async function writeNote(
  writing: Writing,
  { commit, text, author }: { commit: string; text: string; author: Person },
): Promise<void> {
  const { database } = writing;
  await database.commit(commit, "not_found");
  const message = formatMessage(`Note on ${commit}`, {});
  await advance(writing, NOTES, async (head) => {
    const notes = head === undefined ? undefined : await treeOf(database, head, "store_corrupt");
    const file: FileChange = { path: await notePath(database, notes, commit), content: text };
    return { files: [file], message, author, committer: author, merged: [] };
  });
}
