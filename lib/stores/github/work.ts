import { draftContents, editTree } from "../objects/changes.ts";
import type { CommitObject } from "../objects/commit.ts";
import type { Database } from "../objects/database.ts";
import type { StoredObject } from "../objects/objects.ts";
import type { Placed } from "../refs/publish.ts";
import { type TreeChange, treeChanges } from "./tree_changes.ts";

/** A plan, worked out as far as it can be without GitHub. */
export interface Work extends Placed {
  readonly parent: CommitObject | undefined;
  /** The id of the tree that the commit will have. */
  readonly tree: string;
  /** What differs from the tree of the head. */
  readonly changes: readonly TreeChange[];
  /** New files and folders by their ids, each after those in it. */
  readonly drafted: ReadonlyMap<string, StoredObject>;
}

/** Works out a plan. What is no file is never written over: the trees say so before anything is sent. */
export async function workOf(database: Database, placed: Placed): Promise<Work> {
  const { head, plan } = placed;
  const parent = head === undefined ? undefined : await database.commit(head);
  const draft = database.draft();
  const edits = draftContents(draft, plan.files);
  const tree = await editTree({ database, draft }, parent?.tree, edits);
  const drafted = draft.objects();
  const changes = await treeChanges({ database, drafted }, parent?.tree, tree);
  return { ...placed, parent, tree, changes, drafted };
}

/** The bytes of a file that a plan writes. */
export function contentOf({ drafted }: Work, id: string): Uint8Array {
  return drafted.get(id)!.bytes;
}
