import { AppError } from "../../model/error.ts";
import type { FileChange } from "../store.ts";
import type { Database } from "./database.ts";
import { entryAt } from "./reading.ts";
import { FILE, FOLDER, isFile, isFolder, keyOf, type Tree, type TreeEntry } from "./tree.ts";

/** A change whose content is stored already; without `blob` a removal. */
export interface Edit {
  readonly path: string;
  readonly blob?: string;
}

/** What changes at and below a name. */
interface Step {
  remove: boolean;
  blob: string | undefined;
  readonly below: Map<string, Step>;
}

/** Stores the contents of a change. */
export async function storeContents(
  database: Database,
  files: readonly FileChange[],
): Promise<Edit[]> {
  const edits: Edit[] = [];
  for (const file of files) {
    if ("remove" in file) edits.push({ path: file.path });
    else edits.push({ path: file.path, blob: await database.writeBlob(bytesOf(file.content)) });
  }
  return edits;
}

/** The id of the tree that a change makes of another; only the trees on its paths are written. */
export async function editTree(
  database: Database,
  tree: string | undefined,
  edits: readonly Edit[],
): Promise<string> {
  const edited = await apply(database, tree, stepsOf(edits), "");
  return await database.writeTree(edited);
}

/** The first of some paths at which two trees differ. */
export async function firstDifference(
  database: Database,
  [one, other]: readonly [string, string],
  paths: readonly string[],
): Promise<string | undefined> {
  for (const path of paths) {
    const [a, b] = [await entryAt(database, one, path), await entryAt(database, other, path)];
    if (a?.id !== b?.id || a?.mode !== b?.mode) return path;
  }
  return undefined;
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
  database: Database,
  id: string | undefined,
  step: Step,
  folder: string,
): Promise<Tree> {
  const tree = new Map(await database.tree(id));
  for (const [key, below] of step.below) {
    const entry = await entryFor(database, tree.get(key), below, `${folder}${key}`);
    if (entry) tree.set(key, entry);
    else tree.delete(key);
  }
  return tree;
}

/** What stands at a name after a step; `undefined` for nothing: Git knows no empty folder. */
async function entryFor(
  database: Database,
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
  const tree = await apply(database, entry?.id, step, `${path}/`);
  return tree.size > 0 ? { mode: FOLDER, id: await database.writeTree(tree) } : undefined;
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

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
