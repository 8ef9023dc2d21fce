import { AppError } from "../../model/error.ts";
import type { Chronicle } from "./chronicle.ts";
import { entryOf, type HistoryEntry } from "./entries.ts";
import { pace } from "./pace.ts";
import type { Timeline } from "./timeline.ts";

/** What of a log is wanted; pages count from 1. */
export interface LogQuery {
  readonly node?: string;
  readonly page: number;
  readonly perPage: number;
}

/** A part of a log. */
export interface LogPart {
  readonly items: readonly HistoryEntry[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** The entries of a workflow, or of one of its nodes, the newest first. @throws `not_found`. */
export async function logOf(
  timeline: Timeline,
  { node, page, perPage }: LogQuery,
  chronicle: Chronicle,
): Promise<LogPart> {
  const from = (page - 1) * perPage;
  if (node !== undefined) {
    const all = await entriesOfNode(node, timeline, chronicle);
    return { items: all.slice(from, from + perPage), page, perPage, total: all.length };
  }
  const total = timeline.moments.length;
  const items: HistoryEntry[] = [];
  for (let index = from; index < Math.min(from + perPage, total); index++) {
    items.push(entryOf(await chronicle.account(timeline, index)));
  }
  return { items, page, perPage, total };
}

/** The entries about a node, under the id that it had in each. */
async function entriesOfNode(
  node: string,
  timeline: Timeline,
  chronicle: Chronicle,
): Promise<HistoryEntry[]> {
  const found: HistoryEntry[] = [];
  let id = node;
  for (const index of timeline.moments.keys()) {
    const account = await chronicle.account(timeline, index);
    if (account.sentences.some(({ nodes }) => nodes.includes(id))) found.push(entryOf(account, id));
    id = account.renames.get(id) ?? id;
    await pace(index);
  }
  if (found.length > 0) return found;
  throw new AppError("not_found", `There never was a node "${node}" in this workflow`);
}
