import type { TextFault } from "./source.ts";

/** How many faults of one text are reported: more would only bury the first. */
export const MAX_FAULTS = 100;

/**
 * Characters that nobody can see but parsers, terminals or people trip over: controls, line
 * separators, bidi overrides, zero-width space and word joiner, an inner byte order mark, non-
 * characters. A carriage return alone is a line end to some YAML readers and none to others.
 */
const FORBIDDEN =
  // deno-lint-ignore no-control-regex -- finding them is the point
  /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F\u200B\u2028\u2029\u202A-\u202E\u2060\u2066-\u2069\uFEFF\uFFFE\uFFFF]|\r(?!\n)/;

/** Everything that a clean text does not hold, apart from halves of surrogate pairs. */
const UNCLEAN = new RegExp(`${FORBIDDEN.source}|\\uFFFD`);

/** A letter and a NUL in turn, as UTF-16 looks when it is read as UTF-8. */
const UTF_16 = /^(?:[^\0]\0){2}|^(?:\0[^\0]){2}/;

/** Where the document starts: after a byte order mark if there is one. */
export function startOf(text: string): number {
  return text.charCodeAt(0) === 0xFEFF ? 1 : 0;
}

/** Whether nothing in the text itself is forbidden; `textFaults` says what is. */
export function isClean(text: string): boolean {
  return !UNCLEAN.test(startOf(text) === 1 ? text.slice(1) : text) && text.isWellFormed();
}

/** The first forbidden character of a value as `U+0000`; `\r` alone is fine in a value. */
export function forbiddenIn(value: string): string | undefined {
  const found = FORBIDDEN.exec(value.replaceAll("\r", ""));
  if (found) return nameOf(found[0]);
  return value.isWellFormed() ? undefined : "half of a surrogate pair";
}

/** A text with forbidden characters written out, so that it can be shown. */
export function escapeForbidden(text: string): string {
  return text.replaceAll(new RegExp(FORBIDDEN, "g"), nameOf).toWellFormed();
}

/** What is wrong with the characters of a text; a text of another encoding has one fault only. */
export function textFaults(text: string): TextFault[] {
  const start = startOf(text);
  if (UTF_16.test(text.slice(start, start + 8))) {
    return [encoding(start, "Found a NUL in every second place, as in UTF-16: expected UTF-8")];
  }
  return [...encodingFaults(text), ...characterFaults(text, start)];
}

function characterFaults(text: string, start: number): TextFault[] {
  const faults: TextFault[] = [];
  const pattern = new RegExp(FORBIDDEN, "g");
  pattern.lastIndex = start;
  for (let found; faults.length < MAX_FAULTS && (found = pattern.exec(text));) {
    const message = `Found ${nameOf(found[0])}, a control or invisible character: ` +
      `expected visible characters, spaces and line ends only`;
    faults.push({ code: "forbidden_character", offset: found.index, message });
  }
  return faults;
}

function encodingFaults(text: string): TextFault[] {
  const faults: TextFault[] = [];
  for (const { index } of text.matchAll(/\uFFFD|\p{Surrogate}/gu)) {
    if (faults.length === MAX_FAULTS) break;
    faults.push(
      encoding(index, "Found bytes that are not UTF-8: expected the file saved as UTF-8"),
    );
  }
  return faults;
}

function encoding(offset: number, message: string): TextFault {
  return { code: "encoding", offset, message };
}

function nameOf(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
