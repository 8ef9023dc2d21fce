import type { SourceEntry, SourceList, SourceMap, SourceNode, SourceScalar } from "./source.ts";
import * as cursors from "./yaml_cursor.ts";
import { Code, type Cursor, isGap, isLineEnd, MAX_DEPTH, nextLine } from "./yaml_cursor.ts";
import { emptyAt, entryOf, isNewKey } from "./yaml_entry.ts";
import { readFlow } from "./yaml_flow.ts";
import { readBlockScalar } from "./yaml_literal.ts";
import { readScalar } from "./yaml_scalar.ts";
import { isClean, startOf } from "./yaml_text.ts";

/**
 * Reads the ordinary part of YAML in one pass, or gives up with `undefined`: on anchors, tags,
 * directives, document markers, tabs, scalars over several lines, odd keys and every fault.
 * Where it answers, it answers as `readWithLibrary` does, only sooner: the package takes longer
 * to warm up than a whole command may take.
 */
export function readSubset(text: string): SourceNode | undefined {
  const start = startOf(text);
  if (!isClean(text) || hasMarkers(text, start)) return undefined;
  try {
    return readRoot(cursors.cursorAt(text, start));
  } catch {
    // Some megabytes of one scalar or of blank lines are too much for a regular expression.
    return undefined;
  }
}

/**
 * Reads whole lines of a text that begin with a key or dash and end before another one that is not
 * indented more. Offsets count from the first of them.
 *
 * @param depth The level that the map or list is at.
 */
export function readLines(lines: string, depth: number): SourceNode | undefined {
  if (!isClean(lines) || hasMarkers(lines, 0)) return undefined;
  try {
    const cursor = cursors.cursorAt(lines, 0);
    const node = readBlock(cursor, -1, depth);
    return cursor.column < 0 ? node : undefined;
  } catch {
    return undefined;
  }
}

function readRoot(cursor: Cursor): SourceNode | undefined {
  if (cursor.column < 0) return undefined;
  const root = readBlock(cursor, -1, 1);
  return cursor.column < 0 ? root : undefined;
}

/** Document markers and directives; a text that only looks like one goes to the judge as well. */
function hasMarkers(text: string, start: number): boolean {
  return text.includes("\n---") || text.includes("\n...") ||
    text.startsWith("---", start) || text.startsWith("...", start);
}

/** What stands at the cursor; `parent` is the column of what it belongs to. */
function readBlock(cursor: Cursor, parent: number, depth: number): SourceNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  switch (cursor.text.charCodeAt(cursor.at)) {
    case Code.openList:
    case Code.openMap:
      return ended(cursor, readFlow(cursor, parent, depth));
    case Code.bar:
    case Code.greater:
      return parent < 0 ? undefined : readBlockScalar(cursor, parent);
  }
  if (isDash(cursor)) return readList(cursor, cursor.column, depth);
  const scalar = readScalar(cursor, false);
  return isAtColon(cursor) ? readMap(cursor, scalar, depth) : ended(cursor, scalar);
}

/** A value that must be the last of its line. */
function ended(cursor: Cursor, node: SourceNode | undefined): SourceNode | undefined {
  return node && nextLine(cursor) ? node : undefined;
}

function readMap(
  cursor: Cursor,
  first: SourceScalar | undefined,
  depth: number,
): SourceMap | undefined {
  const { column } = cursor;
  const entries: SourceEntry[] = [];
  const seen = new Set<string>();
  let key = first;
  let to = 0;
  do {
    if (!isNewKey(key, seen) || !isAtColon(cursor)) return undefined;
    const value = readValue(cursor, column, depth);
    if (!value) return undefined;
    entries.push(entryOf(key, value));
    to = value.to;
  } while (cursor.column === column && (key = readScalar(cursor, false)));
  if (cursor.column >= column) return undefined;
  return { type: "map", entries, from: entries[0]?.keyFrom ?? 0, to };
}

function readList(cursor: Cursor, column: number, depth: number): SourceList | undefined {
  const from = cursor.at;
  const items: SourceNode[] = [];
  let to = from;
  while (cursor.column === column && isDash(cursor)) {
    const item = readItem(cursor, column, depth);
    if (!item) return undefined;
    items.push(item);
    to = item.to;
  }
  return cursor.column > column ? undefined : { type: "list", items, from, to };
}

/** The value after a `:`: on its line, on the next, a list that is not indented, or none. */
function readValue(cursor: Cursor, column: number, depth: number): SourceNode | undefined {
  if (depth >= MAX_DEPTH) return undefined;
  const end = ++cursor.at;
  const at = cursors.skipSpaces(cursor);
  const code = cursor.text.charCodeAt(at);
  if (code !== Code.hash && !isLineEnd(code)) return readInline(cursor, at, code, column, depth);
  if (!nextLine(cursor)) return undefined;
  if (cursor.column > column) return readBelow(cursor, end, column, depth);
  if (cursor.column < column || !isDash(cursor)) return emptyAt(end);
  return readList(cursor, column, depth + 1);
}

/** A value on the line of its key: no map and no list without brackets. */
function readInline(
  cursor: Cursor,
  at: number,
  code: number,
  column: number,
  depth: number,
): SourceNode | undefined {
  cursor.at = at;
  switch (code) {
    case Code.openList:
    case Code.openMap:
      return ended(cursor, readFlow(cursor, column, depth + 1));
    case Code.bar:
    case Code.greater:
      return readBlockScalar(cursor, column);
    default:
      return ended(cursor, readScalar(cursor, false));
  }
}

/** The value after a `-`; a map or list on the same line starts at its own column. */
function readItem(cursor: Cursor, column: number, depth: number): SourceNode | undefined {
  const dash = cursor.at++;
  const at = cursors.skipSpaces(cursor);
  const code = cursor.text.charCodeAt(at);
  if (code !== Code.hash && !isLineEnd(code)) {
    cursor.at = at;
    cursor.column = column + at - dash;
    return readBlock(cursor, column, depth + 1);
  }
  if (!nextLine(cursor)) return undefined;
  return cursor.column > column ? readBelow(cursor, dash, column, depth) : emptyAt(dash + 1);
}

/**
 * A value on lines of its own. The judge takes a comment between the indicator at `from` and a
 * scalar for less indentation, and then reads the scalar on; so that is for it to say.
 */
function readBelow(
  cursor: Cursor,
  from: number,
  column: number,
  depth: number,
): SourceNode | undefined {
  const node = readBlock(cursor, column, depth + 1);
  if (node?.type !== "scalar") return node;
  return cursor.text.slice(from, node.from).includes("#") ? undefined : node;
}

function isDash({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === Code.dash && isGap(text.charCodeAt(at + 1));
}

function isAtColon({ text, at }: Cursor): boolean {
  return text.charCodeAt(at) === Code.colon && isGap(text.charCodeAt(at + 1));
}
