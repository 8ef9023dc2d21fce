import type { CommitEntry, Store } from "../../stores/store.ts";
import type { Snapshot } from "./head.ts";

/** When a file last changed and by whom. */
export interface LastChange {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Empty where the history is too long to look. */
  readonly by: string;
}

/** How many commits are looked at; a file that stayed the same for longer is as old as the last. */
const FURTHEST = 500;

/** How many commits are read at once, at first; then twice as many. */
const FIRST = 16;

/** The last changes of the files of a folder, by path. */
export type Changes = ReadonlyMap<string, LastChange>;

/** Finds who changed each file of a folder last, along first parents. */
export function createLastChanges(
  store: Store,
  folder: string,
): (snapshot: Snapshot) => Promise<Changes> {
  let known: { readonly commit: string; readonly changes: Changes } | undefined;

  /** Goes back until every file is explained, or to a commit whose files are known. */
  async function walk(head: string): Promise<Changes> {
    const changes = new Map<string, LastChange>();
    let files = await idsAt(head);
    const left = new Set(files.keys());
    let child: CommitEntry | undefined;
    for await (const commit of commitsFrom(store, head)) {
      const before = child ? await idsAt(commit.id) : files;
      for (const path of left) {
        if (before.get(path) === files.get(path)) continue;
        changes.set(path, changeOf(child!));
        left.delete(path);
      }
      if (known?.commit === commit.id) {
        return withRest(changes, left, (path) => known!.changes.get(path)!);
      }
      if (left.size === 0) return changes;
      [child, files] = [commit, before];
    }
    const oldest = changeOf(child!);
    const isRoot = child!.parents.length === 0;
    return withRest(changes, left, () => isRoot ? oldest : { ...oldest, by: "" });
  }

  async function idsAt(commit: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await store.list(commit, folder)).map(({ path, id }) => [path, id]));
  }

  return async ({ commit }) => {
    if (commit === undefined) return new Map();
    if (known?.commit === commit) return known.changes;
    const changes = await walk(commit);
    known = { commit, changes };
    return changes;
  };
}

/** The commits from one back, the newest first, read a few at a time. */
async function* commitsFrom(store: Store, head: string): AsyncGenerator<CommitEntry> {
  let next: string | undefined = head;
  let count = 0;
  for (let size = FIRST; next !== undefined && count < FURTHEST; size *= 2) {
    const wanted = Math.min(size, FURTHEST - count);
    // One more than wanted: in a shallow clone a parent that is named may not be there.
    const entries: CommitEntry[] = await store.history(next, wanted + 1);
    yield* entries.slice(0, wanted);
    count += wanted;
    next = entries[wanted]?.id;
  }
}

function changeOf({ time, author }: CommitEntry): LastChange {
  return { at: new Date(time * 1000).toISOString(), by: author.name };
}

/** The changes with those of the paths that are left. */
function withRest(
  changes: Map<string, LastChange>,
  left: Iterable<string>,
  changeOf: (path: string) => LastChange,
): Changes {
  for (const path of left) changes.set(path, changeOf(path));
  return changes;
}
