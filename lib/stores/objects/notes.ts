import { type Desk, type Edit, editTree } from "./changes.ts";
import type { Database } from "./database.ts";
import { isFile, isFolder } from "./tree.ts";

/** The ref that holds the outcomes of deployments. */
export const NOTES = "refs/notes/celestra";

/** A note: where it lies in the tree of notes, and its blob. */
interface Note {
  readonly path: string;
  readonly id: string;
}

/** The blob of a commit's note in a tree of notes; Git spreads them over folders as they grow. */
export async function findNote(
  database: Database,
  tree: string,
  commit: string,
): Promise<Note | undefined> {
  let folder = "";
  let id = tree;
  for (let rest = commit;; rest = rest.slice(2)) {
    const entries = await database.tree(id);
    const note = entries.get(rest);
    if (note && isFile(note)) return { path: folder + rest, id: note.id };
    const below = rest.length > 2 ? entries.get(rest.slice(0, 2)) : undefined;
    if (!below || !isFolder(below)) return undefined;
    folder += `${rest.slice(0, 2)}/`;
    id = below.id;
  }
}

/** The tree of notes with a note in it: at its place, or under the first two digits. */
export async function withNote(
  desk: Desk,
  tree: string | undefined,
  commit: string,
  blob: string,
): Promise<string> {
  const there = tree === undefined ? undefined : await findNote(desk.database, tree, commit);
  const edit: Edit = { path: there?.path ?? `${commit.slice(0, 2)}/${commit.slice(2)}`, blob };
  return await editTree(desk, tree, [edit]);
}
