import type { SourceList, SourceMap, SourceNode } from "../source.ts";
import { columnOf, isFirst } from "./place.ts";
import { isBlock, membersOf } from "./spot.ts";

/** Whole lines of neighbours in a map or list without brackets, comments below them included. */
export interface Region {
  /** Where the map or list is: the members that lead to it, from the root. */
  readonly path: readonly number[];
  readonly node: SourceMap | SourceList;
  /** The first and last of the neighbours. */
  readonly first: number;
  readonly last: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The regions that hold a range and begin with a key or dash before it, the least one last. What
 * stands above and below is then read as ever, whatever becomes of the range: a line belongs to the
 * last key or dash above it that is indented less.
 */
export function regionsAround(
  text: string,
  root: SourceNode,
  from: number,
  to: number,
): Region[] {
  const regions: Region[] = [];
  let node: SourceNode | undefined = root;
  let end = text.length;
  for (const path: number[] = []; node && node.type !== "scalar" && isBlock(text, node);) {
    const starts: readonly number[] = membersOf(text, node).map((member) => member.from);
    const first = starts.findLastIndex((start) => start < from);
    if (first < 0 || !isFirst(text, starts[first]!)) return regions;
    const column = columnOf(text, starts[first]!);
    const last = Math.max(first, starts.findLastIndex((start) => start - column < to));
    if (last < starts.length - 1) end = starts[last + 1]! - column;
    const begin = starts[first]! - column;
    regions.push({ path: [...path], node, first, last, from: begin, to: end });
    if (first < last) return regions;
    path.push(first);
    node = node.type === "list" ? node.items[first] : node.entries[first]?.value;
  }
  return regions;
}
