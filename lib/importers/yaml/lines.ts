import type { SourceNode } from "../../format/source.ts";
import { secretPlaces } from "../../model/secrets/places.ts";
import type { ImportedLines } from "../importer.ts";
import { telling } from "../shared/plain_secrets.ts";
import type { Field } from "./field.ts";
import type { Mark, Page } from "./page.ts";

/** Why a value that nobody spoke of is not taken, by the keys that lead to it. */
export type Reasons = (path: string) => string;

/**
 * What became of every value of a document: an entry for each scalar and each empty map or list,
 * and one for each line that only says what follows.
 */
export function linesOf(root: Field, reasonOf: Reasons): ImportedLines[] {
  const lines: (ImportedLines | undefined)[] = [];
  walk(root, { lines, reasonOf, secrets: plainSecrets(root) });
  return lines.filter((line) => line !== undefined);
}

interface Walk {
  /** In the order of the file; what turned out to need no line of its own is empty. */
  readonly lines: (ImportedLines | undefined)[];
  readonly reasonOf: Reasons;
  /** The keys that lead to what holds a secret as text. */
  readonly secrets: ReadonlySet<string>;
}

function plainSecrets({ json, path }: Field): ReadonlySet<string> {
  return new Set(secretPlaces(json).map((place) => place.reduce<string>(pathTo, path)));
}

/** As fields name their places. */
function pathTo(path: string, step: string | number): string {
  if (typeof step === "number") return `${path}[${step}]`;
  return path === "" ? step : `${path}.${step}`;
}

/** Notes a value and everything in it; says what became of the first thing that was noted. */
function walk(field: Field, walking: Walk, inherited?: Mark): ImportedLines {
  const { page, source } = field;
  const own = page.marks.get(source);
  const mark = own ?? inherited;
  const inside = field.isMap ? field.entries().map(([, value]) => value) : field.items();
  if (inside.length === 0) return leaf(field, walking, mark);
  const at = walking.lines.push(undefined) - 1;
  const parts = inside.map((part) => walk(part, walking, mark));
  const note = page.notes.get(source);
  const header = headerOf(field, note ? undefined : parts[0], note ?? own ?? summary(parts, mark));
  walking.lines[at] = header;
  return header ?? parts[0]!;
}

function leaf(field: Field, walking: Walk, mark: Mark | undefined): ImportedLines {
  const { lines, reasonOf, secrets } = walking;
  const told = mark ?? { class: "dropped", message: reasonOf(field.path) } as const;
  const isTaken = told.class !== "dropped" && !("isWithheld" in told);
  const became = isTaken && secrets.has(field.path) ? telling(told) : told;
  const line = entryOf(field, became, rangeOf(field));
  lines.push(line);
  return line;
}

/** A key that stands on a line before its values, or brackets around them. */
function headerOf(
  field: Field,
  first: ImportedLines | undefined,
  mark: Mark,
): ImportedLines | undefined {
  const { keyFrom } = field.standing;
  const { from, to } = rangeOf(field);
  const isBracketed = /[[{]/.test(field.page.file.text.charAt(field.source.from));
  if (!first) return entryOf(field, mark, { from, to: from });
  if (keyFrom === undefined && !isBracketed) return undefined;
  if (from === first.from && (!isBracketed || from === to)) return undefined;
  return entryOf(field, mark, { from, to: isBracketed ? to : from });
}

/** What holds something that was taken is taken itself. */
function summary(parts: readonly ImportedLines[], inherited: Mark | undefined): Mark {
  if (inherited) return { ...inherited };
  const kept = parts.find((part) => part.class !== "dropped");
  if (!kept) return { class: "dropped", message: parts[0]!.message };
  return {
    class: kept.class === "custom" ? "custom" : "taken",
    message: "",
    ...(kept.node === undefined ? {} : { node: kept.node }),
  };
}

function entryOf(
  { page, path }: Field,
  { class: became, message, node, at }: Mark,
  range: { readonly from: number; readonly to: number },
): ImportedLines {
  return {
    file: page.file.path,
    ...range,
    source: path,
    class: became,
    message,
    ...(node === undefined ? {} : { node }),
    ...(at === undefined ? {} : { at }),
  };
}

/** The lines of a value and its key. A block scalar ends with the line end of its last line. */
function rangeOf({ page, source, standing }: Field): { from: number; to: number } {
  const from = Math.min(standing.keyFrom ?? source.from, source.from);
  const end = lastCharacter(page, source);
  return { from: page.lineAt(from), to: Math.max(page.lineAt(from), page.lineAt(end)) };
}

function lastCharacter({ file: { text } }: Page, { from, to }: SourceNode): number {
  let end = to;
  while (end > from && /\s/.test(text.charAt(end - 1))) end--;
  return Math.max(from, end - 1);
}
