import type { Database } from "../objects/database.ts";
import type { Placed, Publish, Published } from "../refs/publish.ts";
import type { Api } from "./api.ts";
import { busy, Uncertain } from "./faults.ts";
import { makeCommit } from "./git_data.ts";
import { fits, type MadeCommit, messageOf, mutate, type Mutated } from "./mutation.ts";
import type { Refs } from "../refs/refs.ts";
import { uncertain } from "./refs.ts";
import type { SeenRefs } from "./seen_refs.ts";
import { type Work, workOf } from "./work.ts";

/** What commits on GitHub are made with. */
export interface GitHubPublishing {
  readonly api: Api;
  readonly refs: Refs;
  readonly seen: SeenRefs;
  readonly database: Database;
  /** Where GraphQL answers; absent, it is not asked. */
  readonly graphql?: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const TRIES = 4;

/**
 * Publishes by one request of GraphQL where it can, otherwise by the parts of the Git data API.
 * Nothing is ever forced: a branch that moved meanwhile is told as stale.
 */
export function publishToGitHub(publishing: GitHubPublishing): Publish {
  const { database, refs } = publishing;
  let hasGraphql = publishing.graphql !== undefined;

  return async (placed: Placed): Promise<Published> => {
    const work = await workOf(database, placed);
    if (hasGraphql && fits(work)) {
      const made = await mutated(publishing, work);
      if (made === "stale") return { outcome: "stale", commit: "" };
      if (typeof made === "object") {
        return { outcome: "moved", commit: learned(publishing, work, made) };
      }
      // What is not there is not asked again: each attempt takes a turn to write.
      hasGraphql = made !== "absent";
    }
    return await byParts(publishing, work);
  };

  async function byParts({ api, now }: GitHubPublishing, work: Work): Promise<Published> {
    // A commit is never older than its parent, whatever the clock says: `git log` goes by time.
    const time = Math.max(Math.floor(now() / 1000), work.parent?.time ?? 0);
    const commit = await makeCommit(api, database, work, time);
    const outcome = await refs.move(work.ref, work.head, commit);
    if (outcome === "moved") database.learn(work.drafted);
    return { outcome, commit };
  }
}

/** Sends the mutation; again only where the branch shows that it was not done. */
async function mutated(publishing: GitHubPublishing, work: Work): Promise<Mutated> {
  const { api, seen, graphql } = publishing;
  let doubt: Uncertain | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const made = await mutate(api, graphql!, work).catch(uncertain);
    if (made instanceof Uncertain) doubt = made;
    else if (made !== "stale") return made;
    const head = await seen.fresh(work.ref);
    const ours = doubt && head !== undefined ? await oursIn(publishing, work, head) : undefined;
    if (ours) return ours;
    if (head !== work.head) return "stale";
  }
  throw doubt?.fault ?? busy("GitHub does not agree with itself about the branch", 1000);
}

/** How far back a commit of ours is looked for: others may have followed it at once. */
const FURTHEST = 20;

/** The commit that a mutation made whose answer was lost; `undefined` where it made none. */
async function oursIn(
  { database }: GitHubPublishing,
  work: Work,
  head: string,
): Promise<MadeCommit | undefined> {
  let id: string | undefined = head;
  for (let back = 0; back < FURTHEST && id !== undefined; back++) {
    const commit = await database.commit(id);
    if (commit.parents[0] !== work.head) {
      id = commit.parents[0];
      continue;
    }
    if (commit.tree !== work.tree || commit.message !== messageOf(work)) return undefined;
    return { id, tree: commit.tree, stored: undefined };
  }
  return undefined;
}

/** Keeps what is known of a commit that GitHub made, so that reading it costs no request. */
function learned({ database, seen }: GitHubPublishing, work: Work, made: MadeCommit): string {
  const { id, tree, stored } = made;
  seen.saw(work.ref, id);
  if (stored) database.learn(new Map([[id, stored]]));
  if (tree === work.tree) database.learn(work.drafted);
  return id;
}
