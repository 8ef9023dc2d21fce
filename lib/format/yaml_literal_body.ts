import { Code, isLineEnd } from "./yaml_cursor.ts";

/** The lines of a block scalar. */
export interface Body {
  /** Without their indentation; the blank ones that follow the last are among them. */
  readonly lines: string[];
  /** How many lines there are up to the last one that is not blank. */
  readonly content: number;
  /** The offset after that line. */
  readonly contentEnd: number;
  /** The offset after the blank lines that follow it. */
  readonly end: number;
}

interface Open {
  readonly text: string;
  readonly lines: string[];
  content: number;
  contentEnd: number;
  end: number;
  /** The indentation of the first line that is not blank. */
  indent: number;
  /** The most spaces on a blank line before that. */
  blank: number;
}

/** Reads the lines that are indented more than `parent`, as far as the first of them. */
export function readBody(text: string, start: number, parent: number): Body | undefined {
  const body = { text, lines: [], content: 0, contentEnd: start, end: start, indent: 0, blank: 0 };
  while (body.end < text.length) {
    const isTaken = takeLine(body, parent);
    if (isTaken === undefined) return undefined;
    if (!isTaken) break;
  }
  return body.content > 0 ? body : undefined;
}

/** Takes the line that comes next; `undefined` where the judge must decide. */
function takeLine(body: Open, parent: number): boolean | undefined {
  const { text, end } = body;
  let from = end;
  while (text.charCodeAt(from) === Code.space) from++;
  const width = from - end;
  const code = text.charCodeAt(from);
  if (isLineEnd(code)) return takeBlank(body, width, from);
  if (body.content === 0) {
    if (width <= Math.max(parent, 0) || code === Code.tab || body.blank > width) return undefined;
    body.indent = width;
  }
  if (width < body.indent) return code === Code.tab ? undefined : false;
  takeContent(body);
  return true;
}

/** Spaces beyond the indentation would be content, and spaces at the very end are odd. */
function takeBlank(body: Open, width: number, from: number): true | undefined {
  if (from === body.text.length || (body.content > 0 && width > body.indent)) return undefined;
  body.blank = Math.max(body.blank, width);
  body.lines.push("");
  body.end = body.text.indexOf("\n", from) + 1;
  return true;
}

function takeContent(body: Open): void {
  const { text, end, indent } = body;
  const newline = text.indexOf("\n", end);
  const lineEnd = newline < 0 ? text.length : newline;
  const isCrlf = newline > 0 && text.charCodeAt(newline - 1) === Code.carriageReturn;
  body.lines.push(text.slice(end + indent, isCrlf ? newline - 1 : lineEnd));
  body.content = body.lines.length;
  body.end = body.contentEnd = newline < 0 ? lineEnd : newline + 1;
}
