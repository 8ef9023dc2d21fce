/** Levels of maps and lists that a document may nest. */
export const MAX_DEPTH = 64;

/** Where the fast reader stands. */
export interface Cursor {
  readonly text: string;
  /** Where the document starts. */
  readonly start: number;
  /** The offset that is read next. */
  at: number;
  /** The column of the first character of the line; -1 at the end of the text. */
  column: number;
  /** How many flow brackets are open. */
  open: number;
}

/** The codes of the characters that decide. */
export const Code = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  singleQuote: 39,
  comma: 44,
  dash: 45,
  colon: 58,
  greater: 62,
  openList: 91,
  backslash: 92,
  closeList: 93,
  openMap: 123,
  bar: 124,
  closeMap: 125,
} as const;

/** Blank lines and comments, and the spaces before what comes next. */
const BLANK_LINES = /(?: *(?:#[^\n]*)?\r?\n)* *(?:#[^\n]*$)?/y;

/** The end of a line, a comment before it included, and then the same. */
const LINE_END = new RegExp(`(?: +#[^\\n]*| *)(?:$|\\r?\\n${BLANK_LINES.source})`, "y");

/**
 * The end of a line between brackets and what follows up to the next item. The judge wants a
 * space before a comment there, even at the start of a line.
 */
const FLOW_GAP = /(?: +#[^\n]*| *)(?:\r?\n(?: +#[^\n]*| *))*/y;

/** A cursor at the first thing that a text says. */
export function cursorAt(text: string, start: number): Cursor {
  const cursor = { text, start, at: start, column: 0, open: 0 };
  toContent(cursor, start);
  return cursor;
}

/** Goes from the start of a line past blank lines and comments. */
export function toContent(cursor: Cursor, lineStart: number): void {
  BLANK_LINES.lastIndex = lineStart;
  BLANK_LINES.test(cursor.text);
  stopAt(cursor, BLANK_LINES.lastIndex);
}

/** Ends a line, a comment included, and goes on to what follows; false where more stands on it. */
export function nextLine(cursor: Cursor): boolean {
  LINE_END.lastIndex = cursor.at;
  if (!LINE_END.test(cursor.text)) return false;
  stopAt(cursor, LINE_END.lastIndex);
  return true;
}

function stopAt(cursor: Cursor, at: number): void {
  const { text, start } = cursor;
  cursor.at = at;
  if (at >= text.length) cursor.column = -1;
  else cursor.column = at - Math.max(start, text.lastIndexOf("\n", at - 1) + 1);
}

/** Goes past spaces, comments and line ends in a flow collection; false where it ends too early. */
export function skipFlowGap(cursor: Cursor, parent: number): boolean {
  const { text } = cursor;
  const from = skipSpaces(cursor);
  const code = text.charCodeAt(from);
  if (code !== Code.newline && code !== Code.carriageReturn && code !== Code.hash) {
    cursor.at = from;
    return true;
  }
  FLOW_GAP.lastIndex = cursor.at;
  FLOW_GAP.test(text);
  const at = FLOW_GAP.lastIndex;
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const isNewLine = lineStart > cursor.at;
  cursor.at = at;
  return !isNewLine || at - lineStart > parent || closesLast(cursor, at - lineStart, parent);
}

/** The outermost bracket may close at the column of what it belongs to. */
function closesLast({ text, at, open }: Cursor, column: number, parent: number): boolean {
  const code = text.charCodeAt(at);
  return open === 1 && column === parent && (code === Code.closeList || code === Code.closeMap);
}

/** The offset after the spaces that follow; the cursor stays. */
export function skipSpaces({ text, at }: Cursor): number {
  while (text.charCodeAt(at) === Code.space) at++;
  return at;
}

/** Whether what stands there separates an indicator from its value. */
export function isGap(code: number): boolean {
  return code === Code.space || isLineEnd(code);
}

/** Whether a line ends there; the end of the text reads as NaN. */
export function isLineEnd(code: number): boolean {
  return code === Code.newline || code === Code.carriageReturn || Number.isNaN(code);
}
