import type { Database } from "./database.ts";
import { createNewestFirst } from "./newest_first.ts";
import type { CommitNode, Outlines } from "./outlines.ts";

/**
 * The newest commit that two have in common and from which no other such commit is reached;
 * `undefined` for none.
 */
export async function mergeBase(
  database: Database,
  one: string,
  other: string,
): Promise<string | undefined> {
  const outlines = database.outlines();
  const found = await common(outlines, await nodeOf(database, outlines, one), [
    await nodeOf(database, outlines, other),
  ]);
  const best = found.length > 1 ? await withoutAncestors(outlines, found) : found;
  return best.sort((a, b) => b.time - a.time)[0]?.id;
}

async function nodeOf(database: Database, outlines: Outlines, id: string): Promise<CommitNode> {
  await database.commit(id, "not_found");
  return (await outlines.find(id))!;
}

/** From which sides a commit is reached. */
const ONE = 1;
const OTHER = 2;
const BOTH = ONE | OTHER;
/** It lies behind one that both sides reach. */
const BEHIND = 4;

/**
 * The first commits that both sides reach on their ways back, as Git looks for them: both walk
 * together by time, until nothing is left but what lies behind a commit that was found. Clocks that
 * go wrong can leave some of which one lies behind another.
 */
async function common(
  outlines: Outlines,
  one: CommitNode,
  others: readonly CommitNode[],
): Promise<CommitNode[]> {
  const flags = new Map<CommitNode, number>();
  const found = new Set<CommitNode>();
  const open = createNewestFirst<CommitNode>();
  /** What waits in the queue and does not lie behind. */
  const fresh = new Set<CommitNode>();

  function reach(node: CommitNode, more: number): void {
    const before = flags.get(node) ?? 0;
    const now = before | more;
    if (now === before) return;
    flags.set(node, now);
    if (now & BEHIND) fresh.delete(node);
    else fresh.add(node);
    open.push(node);
  }

  reach(one, ONE);
  for (const other of others) reach(other, OTHER);
  while (fresh.size > 0) {
    const node = open.pop()!;
    fresh.delete(node);
    let flag = flags.get(node)!;
    if (flag === BOTH) {
      found.add(node);
      flag |= BEHIND;
    }
    for (const parent of await outlines.parentsOf(node)) reach(parent, flag);
  }
  return [...found];
}

/** Those of some commits that are not ancestors of others. */
async function withoutAncestors(
  outlines: Outlines,
  nodes: readonly CommitNode[],
): Promise<CommitNode[]> {
  const behind = new Set<CommitNode>();
  const open = [...nodes];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const parent of await outlines.parentsOf(node)) {
      if (behind.has(parent)) continue;
      behind.add(parent);
      open.push(parent);
    }
  }
  return nodes.filter((node) => !behind.has(node));
}
