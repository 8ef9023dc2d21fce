import { connectionsOf } from "../../model/diff.ts";
import {
  type Claims,
  claimsOn,
  isSettled,
  type NodeClaims,
  parted,
  together,
} from "../../model/history/claims.ts";
import type { OperationPath } from "../../model/operation.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Workflow } from "../../model/workflow.ts";
import { type Told, toldOf } from "./moment.ts";
import { pace } from "./pace.ts";
import { readAt, readBefore } from "./readable.ts";
import type { Timeline } from "./timeline.ts";
import type { Versions } from "./versions.ts";

/** Which commit last said each thing that a workflow says. */
export interface Blame {
  /** Every commit that is named below, by its id. */
  readonly commits: Readonly<Record<string, Omit<Told, "commit">>>;
  /** The fields of the workflow itself. */
  readonly fields: readonly BlamedField[];
  readonly nodes: readonly BlamedNode[];
  readonly connections: readonly BlamedConnection[];
  /** Commits that left a file that nobody can read: they are passed over. */
  readonly skipped: readonly (Told & { readonly problem: LocatedProblem })[];
  /** Whether the history is longer than was looked at; what is older is said of the oldest. */
  readonly isCut: boolean;
}

/** A field and the commit that last changed it. */
export interface BlamedField {
  readonly path: OperationPath;
  readonly commit: string;
}

/** A node: the commit that last changed it in any way, and the one that it came with. */
export interface BlamedNode {
  readonly node: string;
  readonly commit: string;
  readonly created: string;
  /** By the path from the node. */
  readonly fields: readonly BlamedField[];
}

/** A connection and the commit that made it, or last changed whether the consumer waits. */
export interface BlamedConnection {
  readonly from: string;
  readonly to: string;
  readonly commit: string;
}

/** The claims that moments answered for, and the commits that nobody could read. */
interface Answers {
  readonly byMoment: ReadonlyMap<number, Claims>;
  readonly skipped: Blame["skipped"];
}

/** Tells which commits said what the newest version says. */
export async function blameOf(
  workflow: Workflow,
  timeline: Timeline,
  versions: Versions,
): Promise<Blame> {
  const { byMoment, skipped } = await answersOf(workflow, timeline, versions);
  const { moments, isCut } = timeline;
  const named = [...byMoment.keys()].sort((a, b) => a - b).map((index) => moments[index]!);
  return {
    commits: Object.fromEntries(named.map(({ commit, at, author, message }) => [
      commit,
      { at, author, message },
    ])),
    ...told(workflow, new Map([...byMoment].map(([at, claims]) => [moments[at]!.commit, claims]))),
    skipped,
    isCut,
  };
}

/** Hands every claim back from version to version, until one answers for it. */
async function answersOf(
  workflow: Workflow,
  timeline: Timeline,
  versions: Versions,
): Promise<Answers> {
  const open = new Map([[0, claimsOn(workflow)]]);
  const byMoment = new Map<number, Claims>();
  const skipped: (Blame["skipped"][number])[] = [];
  for (let step = 0; open.size > 0; step++) {
    await pace(step);
    const index = Math.min(...open.keys());
    let claims = open.get(index)!;
    open.delete(index);
    const { state } = await readAt(timeline, index, versions);
    if (state.is !== "there") continue;
    for (const before of await readBefore(timeline, index, versions)) {
      if (before.state.is !== "there") continue;
      const { answered, handed } = parted(
        claims,
        state.drawing.workflow,
        before.state.drawing.workflow,
      );
      add(open, before.index, handed);
      claims = answered;
    }
    add(byMoment, index, claims);
  }
  for (const [index, moment] of timeline.moments.entries()) {
    if (index > Math.max(...byMoment.keys())) break;
    const { state } = await readAt(timeline, index, versions);
    if (state.is === "unreadable") skipped.push({ ...toldOf(moment), problem: state.problem });
  }
  return { byMoment, skipped };
}

function add(to: Map<number, Claims>, index: number, claims: Claims): void {
  if (isSettled(claims)) return;
  const known = to.get(index);
  to.set(index, known ? together(known, claims) : claims);
}

/** The answers in the order of the workflow. */
function told(
  workflow: Workflow,
  answers: ReadonlyMap<string, Claims>,
): Pick<Blame, "fields" | "nodes" | "connections"> {
  const [fields, connections] = [new Map<string, BlamedField>(), new Map<string, string>()];
  const nodes = Map.groupBy(
    [...answers].flatMap(([commit, claims]) => claims.nodes.map((node) => ({ commit, ...node }))),
    ({ asked }) => asked,
  );
  for (const [commit, claims] of answers) {
    for (const { path } of claims.fields) fields.set(JSON.stringify(path), { path, commit });
    for (const { asked } of claims.connections) connections.set(asked, commit);
  }
  const all = claimsOn(workflow);
  return {
    fields: all.fields.map(({ path }) => fields.get(JSON.stringify(path))!),
    nodes: all.nodes.map((node) => blamedNode(node, nodes.get(node.id)!)),
    connections: [...connectionsOf(workflow)].map(([ends, { from, to }]) => (
      { from, to, commit: connections.get(ends)! }
    )),
  };
}

function blamedNode(
  { id: node, facts }: NodeClaims,
  answers: readonly (NodeClaims & { readonly commit: string })[],
): BlamedNode {
  const fields = new Map(
    answers.flatMap(({ commit, facts }) =>
      facts.map(({ path }) => [JSON.stringify(path), { path, commit }] as const)
    ),
  );
  return {
    node,
    commit: answers.find(({ isWhole }) => isWhole)!.commit,
    created: answers.find(({ isMaking }) => isMaking)!.commit,
    fields: facts.map(({ path }) => fields.get(JSON.stringify(path))!),
  };
}
