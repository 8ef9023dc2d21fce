import type { SourceNode } from "../source.ts";
import { startOf } from "../yaml_text.ts";

/** Where the line of an offset starts. */
export function lineStart(text: string, at: number): number {
  return Math.max(startOf(text), text.lastIndexOf("\n", at - 1) + 1);
}

/** Where the line of an offset ends, its line end not included. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  if (newline < 0) return text.length;
  return text[newline - 1] === "\r" ? Math.max(at, newline - 1) : newline;
}

/** Where the next line starts; the end of the text where there is none. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline + 1;
}

/** The column of an offset, from 0. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Where the last line of a value ends, with the comment that stands on it. */
export function endOf(text: string, { from, to }: SourceNode): number {
  if (to === from || text[to - 1] !== "\n") return lineEnd(text, to);
  return text[to - 2] === "\r" ? to - 2 : to - 1;
}

/** The same, and on past the comments below that are indented more than a column. */
export function tailOf(text: string, end: number, column: number): number {
  let tail = end;
  for (let at = nextLine(text, end); at < text.length; at = nextLine(text, at)) {
    const first = firstOf(text, at);
    if (isBlank(text, first)) continue;
    if (text[first] !== "#" || first - at <= column) break;
    tail = lineEnd(text, first);
  }
  return tail;
}

/** The first line of the comments directly above a line, at its indentation. */
export function headOf(text: string, at: number, least: number): number {
  const start = lineStart(text, at);
  const column = at - start;
  let head = start;
  while (head > least) {
    const above = lineStart(text, head - 1);
    const first = firstOf(text, above);
    if (above < least || text[first] !== "#" || first - above !== column) break;
    head = above;
  }
  return head;
}

/** Where the blank lines above the start of a line begin. */
export function blankAbove(text: string, start: number, least: number): number {
  let at = start;
  while (at > least) {
    const above = lineStart(text, at - 1);
    if (above < least || !isBlank(text, firstOf(text, above))) break;
    at = above;
  }
  return at;
}

/** Where the blank lines from the start of a line on end. */
export function blankBelow(text: string, start: number): number {
  let at = start;
  while (at < text.length && isBlank(text, firstOf(text, at))) at = nextLine(text, at);
  return at;
}

/** Whether only spaces stand before an offset on its line. */
export function isFirst(text: string, at: number): boolean {
  return firstOf(text, lineStart(text, at)) === at;
}

function firstOf(text: string, start: number): number {
  let at = start;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}

function isBlank(text: string, first: number): boolean {
  return first >= text.length || text[first] === "\n" || text[first] === "\r";
}
