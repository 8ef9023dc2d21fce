import { leadsAway } from "../names.ts";
import type { FileEntry } from "../store.ts";
import type { Database } from "./database.ts";
import { FOLDER, isFile, isFolder, keyOf, nameOf, type TreeEntry } from "./tree.ts";

/** The entry at a path below a tree; `undefined` where there is none. Links are not followed. */
export async function entryAt(
  database: Database,
  tree: string,
  path: string,
): Promise<TreeEntry | undefined> {
  let entry: TreeEntry = { mode: FOLDER, id: tree };
  for (const name of path.split("/")) {
    if (!isFolder(entry) || leadsAway(name)) return undefined;
    const next: TreeEntry | undefined = (await database.tree(entry.id)).get(keyOf(name));
    if (!next) return undefined;
    entry = next;
  }
  return entry;
}

/** A file's bytes in a tree that may not be there yet; `undefined` where there is none. */
export async function fileAt(
  database: Database,
  tree: string | undefined,
  path: string,
): Promise<Uint8Array | undefined> {
  const entry = tree === undefined ? undefined : await entryAt(database, tree, path);
  return entry && isFile(entry) ? await database.blob(entry.id) : undefined;
}

/** The files below a tree in any order, each path led by a prefix; added to those that are there. */
export async function filesBelow(
  database: Database,
  tree: string,
  prefix: string,
  files: FileEntry[] = [],
): Promise<FileEntry[]> {
  for (const [key, entry] of await database.tree(tree)) {
    const name = nameOf(key);
    if (name === undefined || leadsAway(name)) continue;
    const path = prefix + name;
    if (isFile(entry)) files.push({ path, id: entry.id });
    else if (isFolder(entry)) await filesBelow(database, entry.id, `${path}/`, files);
  }
  return files;
}
