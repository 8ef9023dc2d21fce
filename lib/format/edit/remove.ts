import type { SourcePiece } from "../../model/operation.ts";
import type { SourceList, SourceMap } from "../source.ts";
import { withoutComments } from "./comments.ts";
import {
  blankAbove,
  blankBelow,
  columnOf,
  endOf,
  headOf,
  isFirst,
  lineEnd,
  nextLine,
  tailOf,
} from "./place.ts";
import { piece } from "./piece.ts";
import { isBracketed, type Member, membersOf } from "./spot.ts";

/**
 * Takes keys of a map or items of a list away, with the comments that belong to them. Something
 * must be left.
 */
export function removed(text: string, node: SourceMap | SourceList, keys: Keys): SourcePiece[] {
  const members = membersOf(text, node);
  const gone = members.map((_, index) => keys.includes(keyOf(node, index)));
  return runsOf(gone).flatMap(([first, last]) =>
    isBracketed(text, node)
      ? fromFlow(text, node, members, first, last)
      : [fromBlock(text, members, first, last)]
  );
}

/** Keys of a map or indexes of a list. */
export type Keys = readonly (string | number)[];

function keyOf(node: SourceMap | SourceList, index: number): string | number {
  return node.type === "map" ? node.entries[index]!.key : index;
}

/** The first and last of each row of neighbours that go. */
function runsOf(gone: readonly boolean[]): (readonly [number, number])[] {
  const starts = gone.flatMap((is, index) => is && !gone[index - 1] ? [index] : []);
  return starts.map((first) => {
    const next = gone.indexOf(false, first);
    return [first, (next < 0 ? gone.length : next) - 1];
  });
}

/** The comment beside the last one that stays, stays with it; so does its comma, if one follows. */
function fromFlow(
  text: string,
  node: SourceMap | SourceList,
  members: readonly Member[],
  first: number,
  last: number,
): SourcePiece[] {
  const { from } = members[first]!;
  const { to } = members[last]!.value;
  const next = members[last + 1];
  if (next) return [betweenCommas(text, from, next.from)];
  const before = members[first - 1]!.value.to;
  if (!/[#\n]/.test(text.slice(before, from))) return [piece(before, to, "")];
  const comma = before + withoutComments(text.slice(before, from)).indexOf(",");
  const final = withoutComments(text.slice(to, node.to)).indexOf(",");
  const end = final < 0 ? to : to + final + 1;
  const rest = text.slice(end, lineEnd(text, end));
  const isAlone = withoutComments(rest).trim() === "";
  return [
    piece(comma, final < 0 ? comma + 1 : comma, ""),
    piece(lineEnd(text, comma), isAlone ? end + rest.length : end, ""),
  ];
}

/** Whole lines with the comments above them, where both begin a line. */
function betweenCommas(text: string, from: number, next: number): SourcePiece {
  if (!isFirst(text, from) || !isFirst(text, next)) return piece(from, next, "");
  return piece(headOf(text, from, 0), headOf(text, next, from), "");
}

function fromBlock(
  text: string,
  members: readonly Member[],
  first: number,
  last: number,
): SourcePiece {
  const { from } = members[first]!;
  const column = columnOf(text, from);
  const end = tailOf(text, endOf(text, members[last]!.value), column);
  const next = members[last + 1];
  const before = first > 0 ? endOf(text, members[first - 1]!.value) : 0;
  if (!isFirst(text, from)) return afterDash(text, from, end, next!);
  const head = headOf(text, from, nextLine(text, before));
  if (!next) {
    const blank = blankAbove(text, head, nextLine(text, before));
    return piece(lineEnd(text, blank - (text[blank - 2] === "\r" ? 2 : 1)), end, "");
  }
  const below = nextLine(text, end);
  const isApart = first === 0 || blankAbove(text, head, nextLine(text, before)) < head;
  return piece(head, isApart ? blankBelow(text, below) : below, "");
}

/** The first entry of a map that begins beside a dash; the next one moves up to it, unless a comment stands between. */
function afterDash(text: string, from: number, end: number, next: Member): SourcePiece {
  if (!text.slice(end, next.from).includes("#")) return piece(from, next.from, "");
  let dash = from;
  while (text[dash - 1] === " ") dash--;
  return piece(dash, end, "");
}
