import { draftContents, editTree } from "../objects/changes.ts";
import type { Database } from "../objects/database.ts";
import type { FileChange, Person } from "../store.ts";
import type { Outcome, Refs } from "./refs.ts";

/** What a commit brings, laid on the head that it will follow. */
export interface Plan {
  readonly files: readonly FileChange[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  /** Its parents after the head. */
  readonly merged: readonly string[];
}

/** A plan and where it goes. */
export interface Placed {
  readonly ref: string;
  /** `undefined` for a ref that is not there yet. */
  readonly head: string | undefined;
  readonly plan: Plan;
}

/** What became of a plan; the commit counts only where the ref moved to it. */
export interface Published {
  readonly outcome: Outcome;
  readonly commit: string;
}

/** Makes the commit of a plan and moves the ref to it, if it still is where it was: the one way to write. */
export type Publish = (placed: Placed) => Promise<Published>;

/** What objects and refs of our own are published with. */
export interface PublishOptions {
  readonly database: Database;
  readonly refs: Refs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Publishes by objects that are written first, and a ref that moves then. */
export function publishObjects({ database, refs, now }: PublishOptions): Publish {
  // A plan that met a lock is tried again, with the commit that is there already.
  const made = new WeakMap<Plan, string>();

  async function commitOf({ head, plan }: Placed): Promise<string> {
    const parent = head === undefined ? undefined : await database.commit(head);
    const desk = { database, draft: database.draft() };
    const tree = await editTree(desk, parent?.tree, draftContents(desk.draft, plan.files));
    const { author, committer, message, merged } = plan;
    const parents = [...head === undefined ? [] : [head], ...merged];
    // A commit is never older than its parent, whatever the clock says: `git log` goes by time.
    const time = Math.max(Math.floor(now() / 1000), parent?.time ?? 0);
    return await desk.draft.commit({ tree, parents, author, committer, time, message });
  }

  return async (placed) => {
    const commit = made.get(placed.plan) ?? await commitOf(placed);
    made.set(placed.plan, commit);
    return { outcome: await refs.move(placed.ref, placed.head, commit), commit };
  };
}
