import type { Store } from "../../stores/store.ts";
import type { Drawn } from "../content/saving.ts";
import type { Snapshot } from "../content/head.ts";
import { layoutPath, workflowPath } from "../content/names.ts";
import type { MergeSides } from "./sides.ts";

/**
 * How a commit tells what was merged. A second parent says that all of it was: so theirs becomes one only
 * where nothing else in it is left to be merged, or later merges would pass that over. Else a trailer
 * names it.
 */
export async function ancestry(
  name: string,
  { baseCommit, theirCommit }: MergeSides,
  { commit: head }: Snapshot,
  store: Pick<Store, "list" | "mergeBase">,
): Promise<Pick<Drawn, "merged" | "trailers">> {
  if (theirCommit === undefined || head === undefined) return {};
  const common = await store.mergeBase(head, theirCommit);
  const isNews = common !== undefined && common === baseCommit && common !== theirCommit;
  const commits = { common: common!, theirs: theirCommit, ours: head };
  return isNews && await isElsewhereMerged(name, commits, store)
    ? { merged: [theirCommit] }
    : { trailers: { "Merged-From": theirCommit } };
}

interface Commits {
  readonly common: string;
  readonly theirs: string;
  readonly ours: string;
}

/** Whether every other file that theirs changed is at the head as they have it. */
async function isElsewhereMerged(
  name: string,
  { common, theirs, ours }: Commits,
  store: Pick<Store, "list">,
): Promise<boolean> {
  const own: readonly string[] = [workflowPath(name), layoutPath(name)];
  const before = await idsAt(store, common);
  const now = await idsAt(store, theirs);
  const changed = [...new Set([...before.keys(), ...now.keys()])]
    .filter((path) => !own.includes(path) && before.get(path) !== now.get(path));
  if (changed.length === 0) return true;
  const merged = await idsAt(store, ours);
  return changed.every((path) => now.get(path) === merged.get(path));
}

async function idsAt(
  store: Pick<Store, "list">,
  commit: string,
): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.list(commit, "")).map(({ path, id }) => [path, id]));
}
