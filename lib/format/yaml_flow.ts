import type { SourceEntry, SourceList, SourceMap, SourceNode, SourceScalar } from "./source.ts";
import { Code, type Cursor, MAX_DEPTH, skipFlowGap, skipSpaces } from "./yaml_cursor.ts";
import { emptyAt, entryOf, isNewKey } from "./yaml_entry.ts";
import { readScalar } from "./yaml_scalar.ts";

/** Reads `[...]`, `{...}` or a scalar between them; `parent` is the column they belong to. */
export function readFlow(cursor: Cursor, parent: number, depth: number): SourceNode | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const code = cursor.text.charCodeAt(cursor.at);
  if (code === Code.openList) return readList(cursor, parent, depth);
  if (code === Code.openMap) return readMap(cursor, parent, depth);
  return readScalar(cursor, true);
}

function readList(cursor: Cursor, parent: number, depth: number): SourceList | undefined {
  const from = cursor.at++;
  const items: SourceNode[] = [];
  cursor.open++;
  if (!skipFlowGap(cursor, parent)) return undefined;
  while (!closes(cursor, Code.closeList)) {
    const item = readFlow(cursor, parent, depth + 1);
    if (!item || !endsItem(cursor, parent, Code.closeList)) return undefined;
    items.push(item);
  }
  return { type: "list", items, from, to: cursor.at };
}

function readMap(cursor: Cursor, parent: number, depth: number): SourceMap | undefined {
  const from = cursor.at++;
  const entries: SourceEntry[] = [];
  const seen = new Set<string>();
  cursor.open++;
  if (!skipFlowGap(cursor, parent)) return undefined;
  while (!closes(cursor, Code.closeMap)) {
    const key = readScalar(cursor, true);
    if (!isNewKey(key, seen)) return undefined;
    const value = readValue(cursor, key, parent, depth);
    if (!value || !endsItem(cursor, parent, Code.closeMap)) return undefined;
    entries.push(entryOf(key, value));
  }
  return { type: "map", entries, from, to: cursor.at };
}

/** The value of a key; a key without `:` has none. */
function readValue(
  cursor: Cursor,
  key: SourceScalar,
  parent: number,
  depth: number,
): SourceNode | undefined {
  const colon = isQuoted(cursor, key) ? skipSpaces(cursor) : cursor.at;
  if (cursor.text.charCodeAt(colon) !== Code.colon) return emptyAt(key.to);
  cursor.at = colon + 1;
  if (!skipFlowGap(cursor, parent)) return undefined;
  const code = cursor.text.charCodeAt(cursor.at);
  if (code === Code.comma || code === Code.closeMap) return emptyAt(colon + 1);
  return readFlow(cursor, parent, depth + 1);
}

/** After a quoted key, spaces may stand before the `:`. */
function isQuoted({ text }: Cursor, { from }: SourceScalar): boolean {
  const code = text.charCodeAt(from);
  return code === Code.doubleQuote || code === Code.singleQuote;
}

/** Goes past the comma after an item; false where neither it nor the bracket follows. */
function endsItem(cursor: Cursor, parent: number, close: number): boolean {
  if (!skipFlowGap(cursor, parent)) return false;
  const code = cursor.text.charCodeAt(cursor.at);
  if (code !== Code.comma) return code === close;
  cursor.at++;
  return skipFlowGap(cursor, parent);
}

function closes(cursor: Cursor, close: number): boolean {
  if (cursor.text.charCodeAt(cursor.at) !== close) return false;
  cursor.at++;
  cursor.open--;
  return true;
}
