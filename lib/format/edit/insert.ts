import { isObject, type Json } from "../../model/json.ts";
import type { SourcePiece } from "../../model/operation.ts";
import type { SourceList, SourceMap, SourceNode } from "../source.ts";
import { withoutComments } from "./comments.ts";
import { columnOf, endOf, headOf, isFirst, lineEnd, lineStart, nextLine, tailOf } from "./place.ts";
import type { Beside, Form } from "./form.ts";
import { piece } from "./piece.ts";
import { type Habits, habitsOf, type Sheet } from "./sheet.ts";
import { isBlock, isBracketed, type Member, membersOf } from "./spot.ts";
import { entryLines, flowSource, itemLines, keySource } from "./write.ts";

/** What comes into a map or list: a value, with its key where it is an entry. */
export interface Newcomer {
  readonly key?: string;
  readonly value: Json;
}

/**
 * Adds an entry to a map or an item to a list, in the style of those that are there. An empty one
 * it can only add to between brackets.
 *
 * @param beside Keys that it stands after, else before; otherwise it comes last.
 */
export function inserted(
  sheet: Sheet,
  node: SourceMap | SourceList,
  newcomer: Newcomer,
  form: Form,
  { after = [], before = [] }: Beside = {},
): SourcePiece[] {
  const members = membersOf(sheet.text, node);
  if (members.length === 0) {
    return [piece(node.from + 1, node.from + 1, ` ${flowText(newcomer)}`)];
  }
  const next = indexBefore(node, after, before);
  if (next >= 0) return insertedBefore(sheet, node, next, newcomer, form);
  const index = indexAfter(node, after);
  if (!isBlock(sheet.text, node)) return intoFlow(sheet.text, node, members, index, newcomer);
  const like = formLike(sheet.text, members, newcomer, form);
  // A block scalar above may take a blank line for its own; then the next form is tried.
  const isApart = form === "best" && index === members.length - 1 && isSpaced(sheet.text, members);
  return intoBlock(sheet, members, index, newcomer, like, isApart);
}

/** Puts an entry or item before another; the comments above that one stay with it. */
export function insertedBefore(
  sheet: Sheet,
  node: SourceMap | SourceList,
  index: number,
  newcomer: Newcomer,
  form: Form,
): SourcePiece[] {
  const { text } = sheet;
  const members = membersOf(text, node);
  const { from } = members[index]!;
  if (!isBlock(text, node)) return beforeInFlow(text, from, newcomer);
  const habits = habitsOf(sheet);
  const column = columnOf(text, from);
  const lines = linesOf(newcomer, column, habits, formLike(text, members, newcomer, form));
  const all = lines.map((line) => line + habits.eol).join("");
  // The first dash may stand beside another, or beside a key.
  if (!isFirst(text, from)) return [piece(from, from, all.trimStart() + " ".repeat(column))];
  const least = index > 0 ? nextLine(text, endOf(text, members[index - 1]!.value)) : 0;
  const head = headOf(text, from, least);
  return [piece(head, head, all)];
}

function beforeInFlow(text: string, from: number, newcomer: Newcomer): SourcePiece[] {
  const start = lineStart(text, from);
  const eol = text.slice(0, start).endsWith("\r\n") ? "\r\n" : "\n";
  const gap = isFirst(text, from) ? eol + text.slice(start, from) : " ";
  return [piece(from, from, `${flowText(newcomer)},${gap}`)];
}

function flowText({ key, value }: Newcomer): string {
  return key === undefined ? flowSource(value) : `${keySource(key)}: ${flowSource(value)}`;
}

function indexAfter(node: SourceMap | SourceList, after: readonly string[]): number {
  if (node.type === "list") return node.items.length - 1;
  const index = node.entries.findLastIndex(({ key }) => after.includes(key));
  return index < 0 ? node.entries.length - 1 : index;
}

/** The first entry that it stands before, where it stands after none; -1 for none of both. */
function indexBefore(
  node: SourceMap | SourceList,
  after: readonly string[],
  before: readonly string[],
): number {
  if (node.type === "list" || node.entries.some(({ key }) => after.includes(key))) return -1;
  return node.entries.findIndex(({ key }) => before.includes(key));
}

/** After a comma; on a line of its own where the others have theirs. */
function intoFlow(
  text: string,
  node: SourceNode,
  members: readonly Member[],
  index: number,
  newcomer: Newcomer,
): SourcePiece[] {
  const { value: { to }, from } = members[index]!;
  const close = node.to - 1;
  const end = index < members.length - 1 ? members[index + 1]!.from : close;
  const gap = withoutComments(text.slice(to, end));
  const isTall = isFirst(text, from) && gap.includes("\n");
  if (!isTall) return [piece(to, to, `, ${flowText(newcomer)}`)];
  const hasComma = gap.includes(",");
  const eol = /\r?\n/.exec(gap)![0];
  const line = `${eol}${" ".repeat(columnOf(text, from))}${flowText(newcomer)}`;
  const below = lineEnd(text, to + Math.max(0, gap.indexOf(",")));
  return [
    piece(to, to, hasComma ? "" : ","),
    piece(below, below, hasComma ? `${line},` : line),
  ];
}

/** A map follows how the maps beside it are written. */
function formLike(
  text: string,
  members: readonly Member[],
  { value }: Newcomer,
  form: Form,
): Form {
  if (form !== "best" && form !== "flow") return form;
  if (!isObject(value)) return form;
  const like = members.findLast(({ value: { type, from, to } }) => type === "map" && to - from > 2);
  if (!like) return form;
  return isBracketed(text, like.value) ? "flow" : "lines";
}

function intoBlock(
  sheet: Sheet,
  members: readonly Member[],
  index: number,
  newcomer: Newcomer,
  form: Form,
  isApart: boolean,
): SourcePiece[] {
  const { text } = sheet;
  const habits = habitsOf(sheet);
  const column = columnOf(text, members[0]!.from);
  const lines = linesOf(newcomer, column, habits, form);
  const at = tailOf(text, endOf(text, members[index]!.value), column);
  const all = isApart ? ["", ...lines] : lines;
  return [piece(at, at, all.map((line) => habits.eol + line).join(""))];
}

function linesOf({ key, value }: Newcomer, column: number, habits: Habits, form: Form): string[] {
  return key === undefined
    ? itemLines(value, column, habits, form)
    : entryLines(key, value, column, habits, form);
}

/** Whether a blank line stands between all of them. */
function isSpaced(text: string, members: readonly Member[]): boolean {
  return members.length > 1 && members.slice(1).every(({ from }, index) => {
    const end = endOf(text, members[index]!.value);
    return /\n[ \t]*\r?\n/.test(text.slice(end, headOf(text, from, end)));
  });
}
