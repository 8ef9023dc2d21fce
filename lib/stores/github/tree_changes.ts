import type { Database } from "../objects/database.ts";
import type { StoredObject } from "../objects/objects.ts";
import { isFolder, nameOf, parseTree, type Tree, type TreeEntry } from "../objects/tree.ts";
import { inexact } from "./exact.ts";

/** What stands at a path in one tree and in another; `undefined` for nothing. */
export interface TreeChange {
  readonly path: string;
  readonly before: TreeEntry | undefined;
  readonly after: TreeEntry | undefined;
}

/** Where trees are found: those that are drafted, and those that were there before. */
export interface Trees {
  readonly database: Database;
  readonly drafted: ReadonlyMap<string, StoredObject>;
}

/** What to do to make one tree of another, a folder that is gone told by its own path. */
export async function treeChanges(
  trees: Trees,
  before: string | undefined,
  after: string,
  folder = "",
): Promise<TreeChange[]> {
  const [old, fresh] = [await treeAt(trees, before), await treeAt(trees, after)];
  const changes: TreeChange[] = [];
  for (const key of new Set([...old.keys(), ...fresh.keys()])) {
    const [one, other] = [old.get(key), fresh.get(key)];
    if (one?.id === other?.id && one?.mode === other?.mode) continue;
    const path = folder + nameIn(key, after);
    if (!other || !isFolder(other)) {
      changes.push({ path, before: one, after: other });
      continue;
    }
    const isGrown = one !== undefined && isFolder(one);
    if (one && !isGrown) changes.push({ path, before: one, after: undefined });
    changes.push(...await treeChanges(trees, isGrown ? one.id : undefined, other.id, `${path}/`));
  }
  return changes;
}

async function treeAt({ database, drafted }: Trees, id: string | undefined): Promise<Tree> {
  const stored = id === undefined ? undefined : drafted.get(id);
  return stored ? parseTree(stored.bytes) : await database.tree(id);
}

function nameIn(key: string, tree: string): string {
  const name = nameOf(key);
  if (name !== undefined) return name;
  throw inexact("tree", tree);
}
