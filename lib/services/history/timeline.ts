import type { CommitEntry, Store } from "../../stores/store.ts";
import { filesOf } from "../content/comparable.ts";
import { type Moment, momentOf } from "./moment.ts";
import { renamedFrom } from "./renamed_from.ts";
import { createShelf } from "./shelf.ts";
import type { Version, Versions } from "./versions.ts";

/** The commits that changed a workflow, as far back as they are looked at. */
export interface Timeline {
  /** The newest first; through renames of the workflow. */
  readonly moments: readonly Moment[];
  /** Whether there are more. */
  readonly isCut: boolean;
  /** The moments that a moment comes from, by their indexes; of a merge more than one. */
  before(index: number): Promise<readonly number[]>;
}

/** Finds the timeline of a workflow from a commit back. */
export type FindTimeline = (name: string, head: string) => Promise<Timeline>;

/** How many commits of one workflow are looked at. */
const MOST = 10_000;

/** How many are kept, for all workflows together. */
const KEPT = 40_000;

/** How many commits a branch may have moved on before the whole is walked again. */
const FURTHEST = 64;

/** Creates what finds timelines. One that is known is only added to when the branch moves on. */
export function createTimelines(store: Store, versions: Versions): FindTimeline {
  const timelines = createShelf<Timeline>(KEPT, ({ moments }) => moments.length + 1);
  const newest = new Map<string, string>();

  function at(name: string, head: string): Promise<Timeline> {
    return timelines.of(`${name}\0${head}`, async () => {
      const known = newest.get(name);
      const found = known === undefined ? undefined : await extended(name, head, known);
      remember(name, head);
      return found ?? await walked(name, head);
    });
  }

  function remember(name: string, head: string): void {
    newest.delete(name);
    newest.set(name, head);
    if (newest.size > NAMES) newest.delete(newest.keys().next().value!);
  }

  /** A known timeline with what came since; nothing where it cannot be told without a walk. */
  async function extended(
    name: string,
    head: string,
    known: string,
  ): Promise<Timeline | undefined> {
    const entries = await store.history(head, FURTHEST);
    const end = entries.findIndex(({ id }) => id === known);
    // Where two lines meet, what was known may stand between what is new.
    if (end < 0 || entries.slice(0, end).some(({ parents }) => parents.length > 1)) {
      return undefined;
    }
    const old = await timelines.of(`${name}\0${known}`, () => walked(name, known));
    const files = await Promise.all(
      entries.slice(0, end + 1).map(({ id }) => versions.at(id, name)),
    );
    const added = entries.slice(0, end)
      .filter((_, index) => !isSameVersion(files[index]!, files[index + 1]!));
    if (added.length === 0) return old;
    // What came back where there was nothing may have had another name.
    if (old.moments.length === 0) return undefined;
    return timelineOf([...moments(added, name), ...old.moments], old.isCut);
  }

  async function walked(name: string, head: string): Promise<Timeline> {
    const all: Moment[] = [];
    let next: { readonly name: string; readonly head: string } | undefined = { name, head };
    while (next && all.length < MOST) {
      const limit = MOST - all.length;
      const entries: CommitEntry[] = await store.log(next.head, filesOf(next.name), { limit });
      all.push(...moments(entries, next.name));
      if (entries.length === limit) return timelineOf(all, true);
      next = await origin(all.at(-1));
    }
    return timelineOf(all, false);
  }

  /** Where a workflow comes from that came with a commit: the one that went with it and said the same. */
  async function origin(
    first: Moment | undefined,
  ): Promise<{ readonly name: string; readonly head: string } | undefined> {
    const parent = first?.parents[0];
    if (!first || parent === undefined) return undefined;
    const was = await renamedFrom(first, parent, versions);
    return was === undefined ? undefined : { name: was, head: parent };
  }

  function timelineOf(moments: readonly Moment[], isCut: boolean): Timeline {
    const indexes = new Map(moments.map(({ commit }, index) => [commit, index]));
    const isLine = moments.every(({ parents }) => parents.length < 2);
    const known = new Map<number, Promise<readonly number[]>>();

    async function beforeIn(index: number): Promise<readonly number[]> {
      const { name, parents } = moments[index]!;
      const found: number[] = [];
      for (const parent of parents) {
        const [entry] = await store.log(parent, filesOf(name), { limit: 1 });
        const before = entry ? indexes.get(entry.id) : isCame(index) ? index + 1 : undefined;
        if (before !== undefined && !found.includes(before)) found.push(before);
      }
      return found;
    }

    /** Whether the next one has another name. */
    function isCame(index: number): boolean {
      const next = moments[index + 1];
      return next !== undefined && next.name !== moments[index]!.name;
    }

    return {
      moments,
      isCut,
      before(index) {
        if (isLine) return Promise.resolve(index + 1 < moments.length ? [index + 1] : []);
        const before = known.get(index) ?? beforeIn(index);
        known.set(index, before);
        return before;
      },
    };
  }

  return at;
}

/** How many workflows are remembered with the head at which they were last asked for. */
const NAMES = 1000;

function isSameVersion(one: Version, other: Version): boolean {
  return one.workflow === other.workflow && one.layout === other.layout;
}

function moments(entries: readonly CommitEntry[], name: string): Moment[] {
  return entries.map((entry) => momentOf(entry, name));
}
