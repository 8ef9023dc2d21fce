import type { Json } from "../../model/json.ts";
import { printable } from "../printable.ts";

/** How many characters of a value are shown. */
const MOST = 80;

/** How many of them stand before the first that differs. */
const BEFORE = 20;

/** What is shown of a name. */
export function nameText(name: string): string {
  return shortened(printable(name));
}

/**
 * Two values as one line each, without what could not be printed. Of long ones, it is the part where
 * they differ.
 */
export function valueTexts(
  before: Json | undefined,
  after: Json | undefined,
): readonly [before: string | undefined, after: string | undefined] {
  return shortenedBoth(said(before), said(after));
}

/** A line that gave way to another, or to none. */
export function lineText(line: string, other: string | undefined): string {
  return shortenedBoth(printable(line), other && printable(other))[0]!;
}

function shortenedBoth(
  one: string | undefined,
  other: string | undefined,
): readonly [string | undefined, string | undefined] {
  const from = one === undefined || other === undefined ? 0 : firstDifference(one, other);
  return [one && shortened(one, from), other && shortened(other, from)];
}

function said(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  const isPlain = typeof value === "string" && isBare(value);
  return printable(isPlain ? value : JSON.stringify(value));
}

/** Whether text cannot be taken for a number, for several values, or for nothing. */
function isBare(text: string): boolean {
  return /^[\p{L}_./@~][^"\\\n]*$/u.test(text) && !/^(true|false|null)$|\s$|->/.test(text);
}

/** By characters and not by their halves. */
function shortened(text: string, difference = 0): string {
  if (text.length <= MOST) return text;
  const characters = [...text];
  const start = Math.max(0, Math.min(difference - BEFORE, characters.length - MOST));
  const end = start + MOST;
  const part = characters.slice(start, end).join("");
  return `${start > 0 ? "…" : ""}${part}${end < characters.length ? "…" : ""}`;
}

function firstDifference(one: string, other: string): number {
  const [first, second] = [[...one], [...other]];
  const at = first.findIndex((character, index) => character !== second[index]);
  return at < 0 ? first.length : at;
}
