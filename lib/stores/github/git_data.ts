import type { Database } from "../objects/database.ts";
import { idOf } from "../objects/objects.ts";
import { formatTree } from "../objects/tree.ts";
import type { Api } from "./api.ts";
import { inexact } from "./exact.ts";
import { idIn } from "./shapes.ts";
import { itemOf, make, makeTree, type TreeItem, uploadBlob, uploadObjects } from "./uploads.ts";
import { contentOf, type Work } from "./work.ts";

const GIT = "/repos/{owner}/{repo}/git";
/** The tree without a file. */
const EMPTY = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
/** GitHub does not take it from nobody: a file has to be there, and to go. */
const PLACEHOLDER = { path: ".empty", mode: "100644", type: "blob" } as const;
const NOTHING: readonly (readonly TreeItem[])[] = [
  [{ ...PLACEHOLDER, content: "" }],
  [{ ...PLACEHOLDER, sha: null }],
];
/** What one request may bring: GitHub gives up on more. */
const MOST_ITEMS = 200;
const MOST_BYTES = 2 * 1024 * 1024;

/** Makes the commit of a plan from its parts; the branch does not move yet. */
export async function makeCommit(
  api: Api,
  database: Database,
  work: Work,
  time: number,
): Promise<string> {
  await makeFolders(api, database, work);
  const { head, plan, tree } = work;
  const date = new Date(time * 1000).toISOString().replace(".000", "");
  const { data } = await make(api, `POST ${GIT}/commits`, {
    message: plan.message,
    tree,
    parents: [...head === undefined ? [] : [head], ...plan.merged],
    author: { ...plan.author, date },
    committer: { ...plan.committer, date },
  });
  return idIn(data, "sha");
}

/** Makes the tree of a plan, in one request unless it is large. */
async function makeFolders(api: Api, database: Database, work: Work): Promise<void> {
  const { parent, tree, drafted } = work;
  if (tree === parent?.tree) return;
  if (await makeByItems(api, work) === tree) return;
  // Where a file becomes a folder, or the other way, the tree is told folder by folder.
  await checkTold(database, parent?.tree);
  await uploadObjects(api, drafted);
}

async function makeByItems(api: Api, work: Work): Promise<string | undefined> {
  let base = work.parent?.tree;
  const isNothing = base === undefined && work.tree === EMPTY;
  for (const tree of isNothing ? NOTHING : batches(await itemsOf(api, work))) {
    const made = await makeTree(api, { tree, ...(base !== undefined && { base_tree: base }) });
    if (made === undefined) return undefined;
    base = made;
  }
  return base;
}

/** What changes, as GitHub takes it: text as it is, and bytes that are no text by their id. */
async function itemsOf(api: Api, work: Work): Promise<TreeItem[]> {
  const items: TreeItem[] = [];
  for (const { path, before, after } of work.changes) {
    if (!after) {
      items.push(itemOf(path, before!, null));
      continue;
    }
    const bytes = contentOf(work, after.id);
    const content = textOf(bytes);
    if (content === undefined) await uploadBlob(api, after.id, bytes);
    const item = itemOf(path, after, after.id);
    items.push(content === undefined ? item : withContent(item, content));
  }
  return items;
}

function withContent({ path, mode, type }: TreeItem, content: string): TreeItem {
  return { path, mode, type, content };
}

function batches(items: readonly TreeItem[]): TreeItem[][] {
  const all: TreeItem[][] = [];
  let size = Infinity;
  for (const item of items) {
    const more = "content" in item ? item.content.length : 0;
    if (size + more > MOST_BYTES || all.at(-1)!.length >= MOST_ITEMS) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(item);
    size += more;
  }
  return all;
}

/** Text that JSON carries unharmed; `undefined` for other bytes. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A folder with a name that JSON cannot carry must not be written back as it was told. */
async function checkTold(database: Database, tree: string | undefined): Promise<void> {
  if (tree === undefined) return;
  const bytes = formatTree(await database.tree(tree));
  if (idOf({ kind: "tree", bytes }) !== tree) throw inexact("tree", tree);
}
