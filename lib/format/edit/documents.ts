import { nextLine } from "./place.ts";
import type { Range } from "./shape.ts";
import { startOf } from "../yaml_text.ts";

/** A line that begins a document or ends one, and one that says anything else. */
const MARK = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/;
const CONTENT = /^[ \t]*[^\s#%]/;

/** The documents of a text that say anything, without the marks between them. */
export function documentsIn(text: string): Range[] {
  const found: Range[] = [];
  let from = startOf(text);
  let isSaid = false;
  for (let at = from; at < text.length;) {
    const next = nextLine(text, at);
    const line = text.slice(at, next);
    if (MARK.test(line)) {
      if (isSaid) found.push({ from, to: at });
      // A document may begin right beside its mark.
      isSaid = CONTENT.test(line.slice(3));
      from = isSaid ? at + 3 : next;
    } else isSaid ||= CONTENT.test(line);
    at = next;
  }
  return isSaid ? [...found, { from, to: text.length }] : found;
}
