import { AppError } from "../../model/error.ts";
import type { Path } from "../../model/json.ts";
import {
  placeOf,
  type SourceEntry,
  type SourceList,
  type SourceMap,
  type SourceNode,
} from "../source.ts";
import { type Mark, markBefore } from "./marks.ts";
import { isBracketed, type Range } from "./shape.ts";
import { columnOf, endOf, isFirst, lineStart, nextLine } from "./place.ts";

export { isBlock, isBracketed } from "./shape.ts";

/** A value and where it stands. */
export interface Spot {
  readonly node: SourceNode;
  /** Its entry, where it is the value of a key. */
  readonly entry?: SourceEntry;
  /** Whether it stands between brackets. */
  readonly inFlow: boolean;
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

/** @throws `not_supported` at what keeps a value from being changed by itself. */
function refuseMarks(text: string, gap: number, range: Range): void {
  const mark = markBefore(text, gap, range);
  if (!mark) return;
  const { line, column } = placeOf(text, mark.at);
  const message = `Line ${line}, column ${column}: ${SENTENCES[mark.kind]}`;
  throw new AppError("not_supported", message, { details: { line, column } });
}

const SENTENCES: Readonly<Record<Mark["kind"], string>> = {
  alias: "an alias stands there, so the value is used elsewhere too; " +
    "edit the text itself there, or let the alias be expanded",
  anchor:
    "an anchor stands there that an alias repeats, so the value would change elsewhere too; " +
    "edit the text itself there, or let the alias be expanded",
  tag: "a tag says there what the value must be; edit the text itself there",
};

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
    if (index > 0) {
      dash = dashBefore(text, value, column) ??
        dashAfter(text, endOf(text, node.items[index - 1]!), column);
    }
    return { from: dash, value };
  });
}

/** Where a dash and one space stand before a value, which is how people write them. */
function dashBefore(text: string, { from, to }: SourceNode, column: number): number | undefined {
  const at = from === to ? from - 1 : from - 2;
  return text[at] === "-" && columnOf(text, at) === column ? at : undefined;
}

function dashAfter(text: string, end: number, column: number): number {
  let at = nextLine(text, end);
  while (at < text.length && !(text[at + column] === "-" && isFirst(text, at + column))) {
    at = nextLine(text, at);
  }
  return Math.min(at + column, text.length);
}
