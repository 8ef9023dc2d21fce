import type { MappedLines } from "../model/artifact.ts";
import type { Path } from "../model/json.ts";
import { type Hunk, hunksBetween } from "./merge/hunks.ts";

/** Lines that give way to others, all of them of one node. */
export interface Piece extends Hunk {
  readonly node: string | null;
  /** Where in the node's config the lines come from. */
  readonly paths: readonly Path[];
}

/** Where a line comes from. */
export type Owner = Pick<MappedLines, "node" | "path">;

/** Lines that follow each other and belong to one node. */
interface Run {
  readonly node: string | null;
  readonly paths: readonly Path[];
  readonly from: number;
  readonly to: number;
}

const NOBODY: Owner = { node: null, path: [] };

/** Where each line of a file comes from. */
export function ownersOf(
  map: readonly MappedLines[] | undefined,
  lines: readonly string[],
): Owner[] {
  const owners: Owner[] = Array.from(lines, () => NOBODY);
  for (const entry of map ?? []) owners.fill(entry, entry.from - 1, entry.to);
  return owners;
}

/** What turns the lines of a file into others, cut where one node's lines end. */
export function piecesOf(
  old: readonly string[],
  now: readonly string[],
  owners: readonly Owner[],
  newOwners: readonly Owner[],
): Piece[] {
  let grown = 0;
  return hunksBetween(old, now).flatMap((hunk) => {
    const start = hunk.from + grown;
    grown += hunk.lines.length - (hunk.to - hunk.from);
    const gone = runsOf(owners, hunk.from, hunk.to);
    const come = runsOf(newOwners, start, start + hunk.lines.length);
    return paired(gone, come, hunk.to, now);
  });
}

function runsOf(owners: readonly Owner[], from: number, to: number): Run[] {
  const runs: Run[] = [];
  for (let at = from; at < to; at++) {
    const { node, path } = owners[at]!;
    const last = runs.at(-1);
    const paths = [path];
    if (last?.node !== node) runs.push({ node, paths, from: at, to: at + 1 });
    else runs[runs.length - 1] = { ...last, paths: [...last.paths, path], to: at + 1 };
  }
  return runs;
}

/** Lines that went and lines of the same node that came in their place are one piece. */
function paired(
  gone: readonly Run[],
  come: readonly Run[],
  end: number,
  now: readonly string[],
): Piece[] {
  const pieces: Piece[] = [];
  let [one, other] = [0, 0];
  while (one < gone.length || other < come.length) {
    const [before, after] = nextOf(gone.slice(one), come[other]);
    pieces.push(pieceOf(before, after, gone[one]?.from ?? end, now));
    if (before) one++;
    if (after) other++;
  }
  return pieces;
}

/** Both where they are of one node; what has its pair further down waits for it. */
function nextOf(
  [before, ...later]: readonly Run[],
  after: Run | undefined,
): [Run | undefined, Run | undefined] {
  if (!before || !after || before.node === after.node) return [before, after];
  return later.some(({ node }) => node === after.node) ? [before, undefined] : [undefined, after];
}

function pieceOf(
  before: Run | undefined,
  after: Run | undefined,
  at: number,
  now: readonly string[],
): Piece {
  return {
    node: (before ?? after)!.node,
    from: at,
    to: before?.to ?? at,
    lines: after ? now.slice(after.from, after.to) : [],
    paths: [...before?.paths ?? [], ...after?.paths ?? []],
  };
}
