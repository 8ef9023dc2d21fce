import type { Judge } from "../../model/merge.ts";
import type { Chronicle } from "./chronicle.ts";
import { entryOf, type HistoryEntry } from "./entries.ts";
import type { Past, Restoration, TodaysFiles } from "./restoration.ts";
import { nodeOf } from "./restored_one.ts";
import { wholeOf } from "./restored_whole.ts";

export type { Restoration } from "./restoration.ts";

/** What somebody wants back. */
export interface RestoreWish {
  /** A commit by any name. */
  readonly commit: string;
  /** Only this node; without it the workflow and its layout. */
  readonly node?: string;
  /** Of a node, also what was changed again since. */
  readonly overwrite?: boolean;
}

/** How many commits since are told. */
const MOST_LATER = 100;

/** Works out what bringing back makes of today's files. @throws `not_found`, `unprocessable`. */
export async function restorationOf(
  wish: RestoreWish,
  today: TodaysFiles,
  { chronicle, judge }: { readonly chronicle: Chronicle; readonly judge: Judge },
): Promise<Restoration> {
  const commit = await chronicle.commit(wish.commit);
  const timeline = await chronicle.timeline(today.name, today.head);
  const version = await chronicle.versionAt(today.name, commit, timeline);
  const count = await chronicle.since(version, today.head, timeline);
  const past: Past = { chronicle, timeline, version, count };
  const made = wish.node === undefined
    ? await wholeOf(past, today)
    : await nodeOf(wish.node, { past, today, judge, overwrite: wish.overwrite ?? false });
  const { node, ...restoration } = made;
  return {
    restored: await chronicle.told(commit),
    ...restoration,
    later: await laterOf(past, node),
  };
}

async function laterOf(
  { chronicle, timeline, count }: Past,
  node: string | undefined,
): Promise<HistoryEntry[]> {
  const later: HistoryEntry[] = [];
  let id = node;
  for (let index = 0; index < count && later.length < MOST_LATER; index++) {
    const account = await chronicle.account(timeline, index);
    const about = id;
    const isTold = about === undefined ||
      account.sentences.some(({ nodes }) => nodes.includes(about));
    if (isTold) later.push(entryOf(account, about));
    if (id !== undefined) id = account.renames.get(id) ?? id;
  }
  return later;
}
