import type { SourceScalar } from "./source.ts";
import { type Cursor, toContent } from "./yaml_cursor.ts";
import { type Body, readBody } from "./yaml_literal_body.ts";

const HEADER = /([|>])([-+]?)(?: +#[^\n]*| *)\r?\n/y;

/** Reads `|` or `>` and its lines; `undefined` where indentation or blank lines are odd. */
export function readBlockScalar(cursor: Cursor, parent: number): SourceScalar | undefined {
  const from = cursor.at;
  HEADER.lastIndex = from;
  const [, style, chomping] = HEADER.exec(cursor.text) ?? [];
  if (style === undefined) return undefined;
  const body = readBody(cursor.text, HEADER.lastIndex, parent);
  if (!body) return undefined;
  toContent(cursor, body.end);
  const lines = body.lines.slice(0, body.content);
  const value = (style === "|" ? lines.join("\n") : folded(lines)) + tail(chomping, body);
  return { type: "scalar", value, from, to: chomping === "+" ? body.end : body.contentEnd };
}

/** Joins lines by spaces; blank lines and more indented ones keep their ends. */
function folded(lines: readonly string[]): string {
  const first = lines.findIndex((line) => line !== "");
  let value = "\n".repeat(first);
  let separator = "";
  let wasIndented = false;
  for (const line of lines.slice(first)) {
    const isIndented = line.startsWith(" ") || line.startsWith("\t");
    if (line === "") {
      if (separator === "\n") value += "\n";
      separator = "\n";
      continue;
    }
    if (isIndented) separator = beforeIndented(separator, wasIndented);
    value += separator + line;
    separator = isIndented ? "\n" : " ";
    wasIndented = isIndented;
  }
  return value;
}

/** A more indented line starts on a line of its own, and a blank line before it stays. */
function beforeIndented(separator: string, wasIndented: boolean): string {
  if (separator === " ") return "\n";
  return separator === "\n" && !wasIndented ? "\n\n" : separator;
}

/** One line end, none with `-`, all of them with `+`. */
function tail(chomping: string | undefined, { lines, content }: Body): string {
  if (chomping === "-") return "";
  return chomping === "+" ? "\n".repeat(1 + lines.length - content) : "\n";
}
