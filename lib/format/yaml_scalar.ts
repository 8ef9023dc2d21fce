import type { SourceScalar } from "./source.ts";
import { Code, type Cursor } from "./yaml_cursor.ts";
import { plainValue } from "./yaml_plain.ts";
import { forbiddenIn } from "./yaml_text.ts";

/** A first character that is no indicator, words, and `:` or `#` inside words. */
const PLAIN =
  /(?:[^ \t\r\n,[\]{}#&*!|>'"%@`?:-]|-(?=[^ \t\r\n]))[^ \t\r\n:]*(?::(?=[^ \t\r\n])[^ \t\r\n:]*)*(?: +(?=[^ \t\r\n:#]|:[^ \t\r\n])[^ \t\r\n:]*(?::(?=[^ \t\r\n])[^ \t\r\n:]*)*)*/y;

/** The same between brackets, where `,[]{}` end a word. */
const FLOW_PLAIN =
  /(?:[^ \t\r\n,[\]{}#&*!|>'"%@`?:-]|-(?=[^ \t\r\n,[\]{}]))[^ \t\r\n:,[\]{}]*(?::(?=[^ \t\r\n,[\]{}])[^ \t\r\n:,[\]{}]*)*(?: +(?=[^ \t\r\n:#,[\]{}]|:[^ \t\r\n,[\]{}])[^ \t\r\n:,[\]{}]*(?::(?=[^ \t\r\n,[\]{}])[^ \t\r\n:,[\]{}]*)*)*/y;

/** The escapes that need no judge, and anything else after a backslash. */
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))/g;

const SIMPLE: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  _: "\u00A0",
  " ": " ",
  '"': '"',
  "/": "/",
  "\\": "\\",
};

/** Reads a scalar that ends on its line; `undefined` where it is not that plain. */
export function readScalar(cursor: Cursor, inFlow: boolean): SourceScalar | undefined {
  const code = cursor.text.charCodeAt(cursor.at);
  if (code === Code.doubleQuote) return readDoubleQuoted(cursor);
  if (code === Code.singleQuote) return readSingleQuoted(cursor);
  return readPlain(cursor, inFlow ? FLOW_PLAIN : PLAIN);
}

function readPlain(cursor: Cursor, pattern: RegExp): SourceScalar | undefined {
  const from = cursor.at;
  pattern.lastIndex = from;
  if (!pattern.test(cursor.text)) return undefined;
  const to = pattern.lastIndex;
  return scalar(cursor, plainValue(cursor.text.slice(from, to)), to);
}

function readSingleQuoted(cursor: Cursor): SourceScalar | undefined {
  const { text, at } = cursor;
  let end = text.indexOf("'", at + 1);
  while (end > 0 && text.charCodeAt(end + 1) === Code.singleQuote) end = text.indexOf("'", end + 2);
  if (end < 0) return undefined;
  const inner = text.slice(at + 1, end);
  if (inner.includes("\n")) return undefined;
  return scalar(cursor, inner.replaceAll("''", "'"), end + 1);
}

function readDoubleQuoted(cursor: Cursor): SourceScalar | undefined {
  const { text, at } = cursor;
  let end = text.indexOf('"', at + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  if (end < 0) return undefined;
  const inner = text.slice(at + 1, end);
  if (inner.includes("\n")) return undefined;
  return scalar(cursor, inner.includes("\\") ? unescaped(inner) : inner, end + 1);
}

/** Whether an odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let from = at;
  while (text.charCodeAt(from - 1) === Code.backslash) from--;
  return (at - from) % 2 === 1;
}

/** The text that escapes stand for; `undefined` where one is unknown or makes a forbidden one. */
function unescaped(inner: string): string | undefined {
  let isKnown = true;
  const value = inner.replace(ESCAPE, (raw, x?: string, u?: string, long?: string, one = "") => {
    const point = parseInt(x ?? u ?? long ?? "", 16);
    if (point <= 0x10FFFF) return String.fromCodePoint(point);
    isKnown &&= Object.hasOwn(SIMPLE, one);
    return SIMPLE[one] ?? raw;
  });
  return isKnown && forbiddenIn(value) === undefined ? value : undefined;
}

function scalar(
  cursor: Cursor,
  value: SourceScalar["value"] | undefined,
  to: number,
): SourceScalar | undefined {
  if (value === undefined) return undefined;
  const from = cursor.at;
  cursor.at = to;
  return { type: "scalar", value, from, to };
}
