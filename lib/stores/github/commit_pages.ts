import { createLru } from "../objects/lru.ts";
import type { Api } from "./api.ts";
import { fieldOf, idIn, listIn } from "./shapes.ts";

/** Commits as GitHub tells them, many at a time where somebody walks back through them. */
export interface CommitPages {
  /** What is told of a commit, where it comes with others; `undefined` where it is to be asked for alone. */
  read(id: string): Promise<unknown>;
  /** Learns from a commit that was asked for alone. */
  learn(data: unknown): void;
}

const ROUTE = "GET /repos/{owner}/{repo}/commits";
/** How many commits are asked for where a walk begins, and where it goes on. */
const FIRST = 20;
const MORE = 100;
/** How many commits are remembered. */
const COMMITS = 2_000;

/**
 * Creates the pages of a repository's history. Whoever asks for the parent of a commit that was told
 * before will most likely ask for its parent too.
 */
export function createCommitPages(api: Api): CommitPages {
  const told = createLru<unknown>(COMMITS);
  const parents = createLru<number>(COMMITS);

  function learn(data: unknown, size = FIRST): void {
    for (const parent of listIn(data, "parents")) {
      const id = idIn(parent, "sha");
      if (told.get(id) === undefined) parents.set(id, size, 1);
    }
  }

  async function readPage(sha: string, per_page: number): Promise<void> {
    const { status, data } = await api.read(ROUTE, { sha, per_page });
    if (status !== 200) return;
    const commits = listIn(data).map(flat);
    for (const commit of commits) told.set(idIn(commit, "sha"), commit, 1);
    for (const commit of commits) learn(commit, MORE);
  }

  return {
    learn: (data) => learn(data),
    async read(id) {
      const size = parents.get(id);
      if (told.get(id) === undefined && size !== undefined) await readPage(id, size);
      return told.get(id);
    },
  };
}

/** A commit of a list, in the shape of one that is asked for alone. */
function flat(entry: unknown): unknown {
  const commit = fieldOf(entry, "commit");
  return { ...commit as object, sha: fieldOf(entry, "sha"), parents: fieldOf(entry, "parents") };
}
