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

/** Where the note of a commit stands: at its place, or under the first two digits. */
export async function notePath(
  database: Database,
  tree: string | undefined,
  commit: string,
): Promise<string> {
  const there = tree === undefined ? undefined : await findNote(database, tree, commit);
  return there?.path ?? `${commit.slice(0, 2)}/${commit.slice(2)}`;
}
