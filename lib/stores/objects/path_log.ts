import { setImmediate } from "node:timers";
import { AppError } from "../../model/error.ts";
import type { Refs } from "../refs/refs.ts";
import type { LogPage } from "../store.ts";
import type { CommitObject } from "./commit.ts";
import type { Database } from "./database.ts";
import { createNewestFirst } from "./newest_first.ts";
import type { CommitNode, KnownLog, Outlines, PathFacts } from "./outlines.ts";
import { createPathState, NOTHING } from "./path_state.ts";

/** A commit and its id. */
export type LoggedCommit = CommitObject & { readonly id: string };

/** What a log is read from. */
export interface LogSource {
  readonly database: Database;
  readonly refs: Pick<Refs, "cuts">;
}

/** The commits that changed one of some paths; see `Store.log`. */
export async function pathLog(
  { database, refs }: LogSource,
  start: string,
  paths: readonly string[],
  { after, limit }: LogPage,
): Promise<LoggedCommit[]> {
  await database.commit(start, "not_found");
  const outlines = database.outlines();
  const facts = outlines.factsOf(paths);
  const known = facts.logs.get(start);
  const cuts = await refs.cuts();
  const walk = { database, outlines, facts, paths, cuts, isCut: false };
  const log = known && isEnough(known, after, limit)
    ? known
    : await walked(walk, start, after, limit);
  // Where history is cut off today, it may go on tomorrow.
  if (!walk.isCut) keep(facts, start, log);
  outlines.keep(paths, facts);
  const page = pageOf(log, after, limit);
  return await Promise.all(page.map(async ({ id }) => ({ ...await database.commit(id), id })));
}

/** How many beginnings of one log are kept: those of the last heads. */
const LOGS = 4;

/** A page of a log; nothing where the commit before it is not in it. */
function pageOf({ commits }: KnownLog, after: string | undefined, limit: number): CommitNode[] {
  const before = after === undefined ? -1 : commits.findIndex(({ id }) => id === after);
  if (after !== undefined && before < 0) return [];
  return commits.slice(before + 1, before + 1 + limit);
}

function isEnough(log: KnownLog, after: string | undefined, limit: number): boolean {
  return log.isWhole || pageOf(log, after, limit).length === limit;
}

function keep({ logs }: PathFacts, start: string, log: KnownLog): void {
  logs.delete(start);
  logs.set(start, log);
  if (logs.size > LOGS) logs.delete(logs.keys().next().value!);
}

/** A walk back through history, as far as somebody wants it. */
interface Walk extends Pick<LogSource, "database"> {
  readonly outlines: Outlines;
  readonly facts: PathFacts;
  readonly paths: readonly string[];
  readonly cuts: ReadonlySet<string>;
  /** Whether it came to where history was cut off. */
  isCut: boolean;
}

async function walked(
  walk: Walk,
  start: string,
  after: string | undefined,
  limit: number,
): Promise<KnownLog> {
  const commits: CommitNode[] = [];
  let isBehind = after === undefined;
  let wanted = limit;
  for await (const commit of changing(walk, (await walk.outlines.find(start))!)) {
    commits.push(commit);
    if (isBehind && --wanted <= 0) return { commits, isWhole: false };
    isBehind ||= commit.id === after;
  }
  return { commits, isWhole: true };
}

/** A commit with a mark from here on is as its parent of that number has it. */
const SAME = 3;
/** It is the first, and nothing is there. */
const ABSENT = 2;
/** It changed the paths. */
const CHANGED = 1;

const NONE: readonly CommitNode[] = [];

/** Walks from a commit back, the newest first, and yields what changed the paths. */
async function* changing(walk: Walk, start: CommitNode): AsyncGenerator<CommitNode> {
  const { outlines } = walk;
  const judge = createJudge(walk);
  const breathe = createBreath();
  const open = createNewestFirst<CommitNode>();
  const seen = new Set([start]);
  open.push(start);
  for (let commit = open.pop(); commit; commit = open.pop()) {
    const found = walk.cuts.has(commit.id) ? NONE : outlines.parentsOf(commit);
    const parents = Array.isArray(found) ? found as readonly CommitNode[] : await found;
    if (parents.length < commit.parents.length) checkCut(walk, commit);
    const mark = walk.facts.marks[commit.number] || await judge(commit, parents);
    if (mark === CHANGED) yield commit;
    for (const parent of mark >= SAME ? [parents[mark - SAME]!] : parents) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      open.push(parent);
    }
    await breathe();
  }
}

/** A parent that is missing though nobody cut the history off is damage. */
function checkCut(walk: Walk, { id, parents }: CommitNode): void {
  walk.isCut = true;
  if (walk.cuts.has(id)) return;
  const message = `The history of the repository breaks off at the commit ${id}`;
  throw new AppError("store_corrupt", message, { details: { id, parents } });
}

/** Creates what marks commits: as the first parent that has the paths as they have them, or changed. */
function createJudge(
  { database, facts, paths, outlines }: Walk,
): (commit: CommitNode, parents: readonly CommitNode[]) => Promise<number> {
  const bytesOf = (tree: string) => database.treeBytes(tree);
  const states = paths.map((path) => createPathState(bytesOf, path));

  async function stateOf({ tree }: CommitNode): Promise<string> {
    const found: string[] = [];
    for (const state of states) found.push(await state(tree));
    return found.join();
  }

  async function judge(commit: CommitNode, parents: readonly CommitNode[]): Promise<number> {
    if (parents.length > 0 && !paths.some((path) => outlines.mayChange(commit, path))) return SAME;
    const state = await stateOf(commit);
    for (const [index, parent] of parents.entries()) {
      if (await stateOf(parent) === state) return SAME + index;
    }
    return parents.length > 0 || state !== paths.map(() => NOTHING).join() ? CHANGED : ABSENT;
  }

  return async (commit, parents) => {
    const mark = await judge(commit, parents);
    // What is not here today may be fetched tomorrow; and a byte holds no more.
    if (parents.length < commit.parents.length || mark > 255) return mark;
    if (commit.number >= facts.marks.length) facts.marks = grown(facts.marks, commit.number);
    facts.marks[commit.number] = mark;
    return mark;
  };
}

function grown(marks: Uint8Array, number: number): Uint8Array {
  const larger = new Uint8Array(number * 2);
  larger.set(marks);
  return larger;
}

/** Milliseconds for which a walk holds everybody else up. */
const BREATH = 20;

/** Creates what lets others do something when a walk takes long. */
function createBreath(): () => Promise<void> {
  let since = performance.now();
  let steps = 0;
  return async () => {
    if (++steps % 64 !== 0 || performance.now() - since < BREATH) return;
    await new Promise<void>((resolve) => void setImmediate(resolve));
    since = performance.now();
  };
}
