import type { EntryChange } from "../../model/history/entry_change.ts";
import { sentenceTexts } from "../../format/changes.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import { createRemembered } from "../content/remembered.ts";
import { type Deed, deedOf, isLayoutOnly } from "./deed.ts";
import { type Told, toldOf } from "./moment.ts";
import { readAt, readBefore } from "./readable.ts";
import type { Timeline } from "./timeline.ts";
import type { Version, Versions } from "./versions.ts";

/** A commit of a workflow's history. */
export interface HistoryEntry extends Told {
  /** The name of the workflow at that commit. */
  readonly name: string;
  readonly change: EntryChange;
  /** The name before, of a renamed one. */
  readonly was?: string;
  /** What changed, in short sentences. */
  readonly changes: readonly string[];
  /** Whether only where nodes stand and how they look changed. */
  readonly isLayoutOnly: boolean;
  /** The id of the workflow's blob; absent where it went. */
  readonly etag?: string;
  /** The id that the node had which was asked for. */
  readonly node?: string;
  /** The first fault of a file that cannot be read. */
  readonly problem?: LocatedProblem;
}

/** A commit and what it did, sentence by sentence. */
export type Account = Deed & Omit<HistoryEntry, "changes" | "node">;

/** Tells what the moments of a timeline did. What was told once is remembered. */
export type Accounts = (timeline: Timeline, index: number) => Promise<Account>;

/** How many accounts are kept. */
const KEPT = 4000;

/** Creates what tells of moments. */
export function createAccounts(versions: Versions): Accounts {
  const known = createRemembered<Promise<Account>>(KEPT);

  async function account(timeline: Timeline, index: number): Promise<Account> {
    const here = await readAt(timeline, index, versions);
    const before = await readBefore(timeline, index, versions);
    const parents = await versionsBefore(timeline, index);
    return {
      ...toldOf(timeline.moments[index]!),
      name: here.version.name,
      ...(here.version.workflow !== undefined && { etag: here.version.workflow }),
      isLayoutOnly: isLayoutOnly(here.version, parents),
      ...deedOf({ here, before, parents }),
    };
  }

  /** The files just before, readable or not. */
  async function versionsBefore(timeline: Timeline, index: number): Promise<Version[]> {
    const before = await timeline.before(index);
    return await Promise.all(before.map((at) => {
      const { commit, name } = timeline.moments[at]!;
      return versions.at(commit, name);
    }));
  }

  return (timeline, index) => {
    const { commit, name } = timeline.moments[index]!;
    return known.of(`${commit}\0${name}`, () => account(timeline, index));
  };
}

/** The entry of an account; with a node, what of it is about that node. */
export function entryOf(
  { sentences, renames: _, ...told }: Account,
  node?: string,
): HistoryEntry {
  const about = node === undefined
    ? sentences
    : sentences.filter(({ nodes }) => nodes.includes(node));
  return { ...told, changes: sentenceTexts(about), ...(node !== undefined && { node }) };
}
