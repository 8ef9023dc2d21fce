import { AppError } from "../../model/error.ts";
import type { Path } from "../../model/json.ts";
import {
  placeOf,
  type SourceEntry,
  type SourceList,
  type SourceMap,
  type SourceNode,
} from "../source.ts";
import { columnOf, endOf, isFirst, lineStart, nextLine, withoutComments } from "./place.ts";

/** A value and where it stands. */
export interface Spot {
  readonly node: SourceNode;
  /** Its entry, where it is the value of a key. */
  readonly entry?: SourceEntry;
  /** Whether it stands between brackets. */
  readonly inFlow: boolean;
}

/** Whether a map or list is written with brackets. */
export function isBracketed(text: string, { type, from }: SourceNode): boolean {
  return text[from] === (type === "map" ? "{" : "[");
}

/** Whether a value is a map or list without brackets. */
export function isBlock(text: string, node: SourceNode): boolean {
  return node.type !== "scalar" && !isBracketed(text, node);
}

/** Goes along a path as far as it is there. */
export function spotAt(text: string, root: SourceNode, path: Path): { spot: Spot; rest: Path } {
  refuseMarks(text, 0, root);
  let spot: Spot = { node: root, inFlow: false };
  for (const [index, step] of path.entries()) {
    const next = childOf(text, spot, step);
    if (!next) return { spot, rest: path.slice(index) };
    spot = next;
  }
  return { spot, rest: [] };
}

/** The value of a key or the item of an index. */
export function childOf(text: string, spot: Spot, step: string | number): Spot | undefined {
  const { node } = spot;
  if (node.type === "scalar") return undefined;
  const inFlow = spot.inFlow || isBracketed(text, node);
  if (node.type === "list") {
    const item = node.items[Number(step)];
    if (!item) return undefined;
    refuseMarks(text, node.items[Number(step) - 1]?.to ?? node.from, item);
    return { node: item, inFlow };
  }
  const entry = node.entries.find(({ key }) => key === step);
  if (!entry) return undefined;
  if (!inFlow) {
    refuseMarks(text, lineStart(text, entry.keyFrom), { from: entry.keyFrom, to: entry.keyTo });
  }
  refuseMarks(text, entry.keyTo, entry.value);
  return { node: entry.value, entry, inFlow };
}

/** An alias or an anchored value is used elsewhere too, and a tag says what the value must be. */
function refuseMarks(
  text: string,
  gap: number,
  { from, to }: Pick<SourceNode, "from" | "to">,
): void {
  const mark = withoutComments(text.slice(gap, from)).search(/[&!]/);
  const isAlias = text[from] === "*" && to > from;
  if (mark < 0 && !isAlias) return;
  const { line } = placeOf(text, mark < 0 ? from : gap + mark);
  const message = `Line ${line} has an anchor, an alias or a tag, which would change elsewhere ` +
    "or no longer fit; edit the text itself there";
  throw new AppError("not_supported", message, { details: { line } });
}

/** A key of a map or a dash of a list, with its value. */
export interface Member {
  readonly from: number;
  readonly value: SourceNode;
}

/** The keys or dashes of a map or list; without dashes between brackets. */
export function membersOf(text: string, node: SourceMap | SourceList): Member[] {
  if (node.type === "map") return node.entries.map(({ keyFrom: from, value }) => ({ from, value }));
  if (isBracketed(text, node)) return node.items.map((value) => ({ from: value.from, value }));
  const column = columnOf(text, node.from);
  let dash = node.from;
  return node.items.map((value, index) => {
    if (index > 0) dash = dashAfter(text, endOf(text, node.items[index - 1]!), column);
    return { from: dash, value };
  });
}

function dashAfter(text: string, end: number, column: number): number {
  let at = nextLine(text, end);
  while (at < text.length && !(text[at + column] === "-" && isFirst(text, at + column))) {
    at = nextLine(text, at);
  }
  return Math.min(at + column, text.length);
}
