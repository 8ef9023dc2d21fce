import type { TextFault } from "../source.ts";
import { startOf } from "../yaml_text.ts";
import { type Chunk, chunksIn, linesBelow } from "./chunks.ts";
import type { Torn } from "./torn_places.ts";
import type { Reading, Unreadable } from "./unreadable.ts";

/** A text in which what cannot be read is hidden, every other character in its place. */
export interface Masked {
  readonly text: string;
  readonly torn: readonly Torn[];
}

/** How many places may be torn before nobody would call the rest a file. */
const MOST_TORN = 50;

/** Faults of the text as a whole; every other one has its place. */
const EVERYWHERE: readonly TextFault["code"][] = ["too_large", "encoding"];

/** How many lines may be tried that only the slow reader reads. */
const MOST_TRIED = 500;

/**
 * Hides what cannot be read, as little as possible around it: by its indentation a line tells what it
 * belongs to, however torn its neighbours are. Nothing where that does not help.
 */
export function masked(
  read: Read,
  { text, faults }: Unreadable,
): Masked | undefined {
  if (faults.some(({ code }) => EVERYWHERE.includes(code))) return undefined;
  const search = { read, torn: [] as Torn[], left: MOST_TRIED };
  look(search, text, contentStart(text), text.length);
  const { torn } = search;
  let now = hidden(text, torn);
  while (torn.length <= MOST_TORN && search.left > 0) {
    const reading = read(now);
    if ("root" in reading) return { text: now, torn };
    const more = tornAt(read, now, reading.faults[0]!);
    if (more.length === 0) return undefined;
    torn.push(...more);
    now = hidden(now, more);
    search.left--;
  }
  return undefined;
}

/** After the mark that begins a document. */
function contentStart(text: string): number {
  const start = startOf(text);
  const mark = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*---[ \t]*(?:#[^\n]*)?\r?\n/.exec(text.slice(start));
  return start + (mark?.[0].length ?? 0);
}

/** Reads a text that nobody will ask for again. */
type Read = (text: string) => Reading;

interface Search {
  readonly read: Read;
  readonly torn: Torn[];
  /** How many more lines are tried. */
  left: number;
}

/** Finds the chunks that cannot be read by themselves, as small as their lines allow. */
function look(search: Search, text: string, from: number, to: number): void {
  for (const chunk of chunksIn(text, from, to)) {
    const fault = faultOf(search, text.slice(chunk.lines, chunk.end));
    if (!fault) continue;
    if (search.torn.length > MOST_TORN || search.left <= 0) return;
    const below = linesBelow(text, chunk);
    const { length } = search.torn;
    if (below !== undefined) look(search, text, below, chunk.end);
    // Which key stands twice shows in the text as a whole.
    if (search.torn.length > length || fault.code === "duplicate_key") continue;
    const offset = Math.min(chunk.lines + fault.offset, chunk.to);
    search.torn.push(tornOf(search.read, text, chunk, { ...fault, offset }));
  }
}

/** Why lines cannot be read by themselves; what an alias stands for may be said elsewhere. */
function faultOf(search: Search, lines: string): TextFault | undefined {
  const reading = search.read(lines);
  if ("root" in reading && reading.isOrdinary) return undefined;
  search.left--;
  return "root" in reading ? undefined : reading.faults.find(({ offset }) => lines[offset] !== "*");
}

/** Whether a key can be read, or is a dash. */
function isHeader(read: Read, head: string): boolean {
  if (head === "-") return true;
  const reading = read(head);
  return "root" in reading && reading.root.type === "map";
}

/** The value of a key or dash; all of it where there is neither. */
function tornOf(read: Read, text: string, chunk: Chunk, fault: TextFault): Torn {
  const isKept = chunk.valueFrom !== undefined &&
    isHeader(read, text.slice(chunk.from, chunk.valueFrom));
  return { from: isKept ? chunk.valueFrom! : chunk.from, to: chunk.to, fault };
}

/** The places of a fault that only shows in the text as a whole. */
function tornAt(read: Read, text: string, fault: TextFault): Torn[] {
  const { offset } = fault;
  let from = contentStart(text);
  let to = text.length;
  for (;;) {
    const chunks = chunksIn(text, from, to);
    const chunk = chunks.find(({ lines, end }) => lines <= offset && offset < end);
    if (!chunk) return [];
    const below = linesBelow(text, chunk);
    if (below === undefined || offset < below) {
      return [...twinsOf(read, text, chunks, chunk, fault)];
    }
    [from, to] = [below, chunk.end];
  }
}

/** A key that stands twice is as wrong where it stands first; one of them is enough to know of it. */
function* twinsOf(
  read: Read,
  text: string,
  chunks: readonly Chunk[],
  chunk: Chunk,
  fault: TextFault,
): Generator<Torn> {
  const isKey = chunk.from === fault.offset;
  const twin = isKey && chunks.find(({ key }) => key === chunk.key);
  if (!twin || twin === chunk) return yield tornOf(read, text, chunk, fault);
  yield tornOf(read, text, twin, fault);
  yield { from: chunk.from, to: chunk.to, fault };
}

/** The same text with what is torn hidden. */
function hidden(text: string, torn: readonly Torn[]): string {
  let now = text;
  for (const { from, to } of torn) {
    now = now.slice(0, from) + hiddenPart(now.slice(from, to)) + now.slice(to);
  }
  return now;
}

/** What stands for a value that cannot be read: nothing that anybody would write. */
const UNKNOWN = "\uE000";

/** A value of which nothing is known, and comments; after no colon or dash, comments only. */
function hiddenPart(part: string): string {
  const comments = part.replace(/[^\r\n]|\r(?!\n)/g, "#");
  const [gap] = /^\s*/.exec(part)!;
  if (gap === "") return comments;
  return gap + UNKNOWN + comments.slice(gap.length + 1).replace(/^#/, " ");
}
