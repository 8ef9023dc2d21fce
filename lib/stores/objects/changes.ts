import { AppError } from "../../model/error.ts";
import type { FileChange } from "../store.ts";
import type { Database, Draft } from "./database.ts";
import { entryAt } from "./reading.ts";
import { FILE, FOLDER, isFile, isFolder, keyOf, type Tree, type TreeEntry } from "./tree.ts";

/** A change whose content is drafted already; without `blob` a removal. */
export interface Edit {
  readonly path: string;
  readonly blob?: string;
}

/** Where a commit is made: what is there, and what is new. */
export interface Desk {
  readonly database: Database;
  readonly draft: Draft;
}

/** What changes at and below a name. */
interface Step {
  remove: boolean;
  blob: string | undefined;
  readonly below: Map<string, Step>;
}

/** Drafts the contents of a change. */
export function draftContents(draft: Draft, files: readonly FileChange[]): Edit[] {
  return files.map((file) =>
    "remove" in file
      ? { path: file.path }
      : { path: file.path, blob: draft.blob(bytesOf(file.content)) }
  );
}

/** The id of the tree that a change makes of another; only the trees on its paths are drafted. */
export async function editTree(
  { database, draft }: Desk,
  tree: string | undefined,
  edits: readonly Edit[],
): Promise<string> {
  return draft.tree(await apply({ database, draft }, tree, stepsOf(edits), ""));
}

/** Those of some paths at which two trees differ. */
export async function differences(
  database: Database,
  [one, other]: readonly [string, string],
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const path of paths) {
    const [a, b] = [await entryAt(database, one, path), await entryAt(database, other, path)];
    if (a?.id !== b?.id || a?.mode !== b?.mode) found.add(path);
  }
  return found;
}

function stepsOf(edits: readonly Edit[]): Step {
  const root: Step = { remove: false, blob: undefined, below: new Map() };
  for (const { path, blob } of edits) {
    let step = root;
    for (const name of path.split("/").map(keyOf)) {
      const next = step.below.get(name) ?? { remove: false, blob: undefined, below: new Map() };
      step.below.set(name, next);
      step = next;
    }
    if (blob === undefined) step.remove = true;
    else step.blob = blob;
  }
  return root;
}

async function apply(
  desk: Desk,
  id: string | undefined,
  step: Step,
  folder: string,
): Promise<Tree> {
  const tree = new Map(await desk.database.tree(id));
  for (const [key, below] of step.below) {
    const entry = await entryFor(desk, tree.get(key), below, `${folder}${key}`);
    if (entry) tree.set(key, entry);
    else tree.delete(key);
  }
  return tree;
}

/** What stands at a name after a step; `undefined` for nothing: Git knows no empty folder. */
async function entryFor(
  desk: Desk,
  there: TreeEntry | undefined,
  step: Step,
  path: string,
): Promise<TreeEntry | undefined> {
  const entry = step.remove ? undefined : there;
  if (step.blob !== undefined) return fileAt(entry, step.blob, path);
  if (entry && !isFolder(entry)) {
    if (writes(step)) refuse(path, "is not a folder");
    return entry;
  }
  const tree = await apply(desk, entry?.id, step, `${path}/`);
  return tree.size > 0 ? { mode: FOLDER, id: desk.draft.tree(tree) } : undefined;
}

/** A file keeps its mode; what is no file is never written through or over. */
function fileAt(there: TreeEntry | undefined, id: string, path: string): TreeEntry {
  if (there && !isFile(there)) refuse(path, "is not a file");
  return { mode: there?.mode ?? FILE, id };
}

function writes({ blob, below }: Step): boolean {
  return blob !== undefined || [...below.values()].some(writes);
}

function refuse(path: string, reason: string): never {
  throw new AppError("invalid_input", `Cannot write: "${path}" ${reason} in the repository`, {
    details: { path },
  });
}

/** The bytes of a file's content. */
export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
