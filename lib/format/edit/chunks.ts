import { lineEnd, nextLine } from "./place.ts";

/** A key or dash with the lines that are indented more, judged by nothing but their indentation. */
export interface Chunk {
  /** Where its first line begins, and what is not a space on it. */
  readonly lines: number;
  readonly from: number;
  /** Where its last line ends that is neither blank nor a comment, and where the next chunk begins. */
  readonly to: number;
  readonly end: number;
  /** The key as it is written; none for a dash. */
  readonly key?: string;
  /** After the colon or dash, where there is one. */
  readonly valueFrom?: number;
}

/** A key in quotes or without, or a dash. */
const HEAD =
  /^(?:(-)(?=[ \t\r\n]|$)|("(?:[^"\\\r\n]|\\.)*"|'(?:[^'\r\n]|'')*'|[^\s"'#&*!|>%@`[\]{},?-][^:#\r\n]*?)[ \t]*:(?=[ \t\r\n]|$))/;

/** The chunks of whole lines. */
export function chunksIn(text: string, from: number, to: number): Chunk[] {
  const lines = [...linesIn(text, from, to)];
  const column = lines.reduce(
    (least, { start, first }) => Math.min(least, first - start),
    Infinity,
  );
  const isList = text[lines[0]?.first ?? to] === "-";
  const starts = [...lines.keys()].filter((index) => {
    const { start, first } = lines[index]!;
    return index === 0 || first - start === column && begins(text, first, isList);
  });
  return starts.map((index, at) => {
    const { start, first } = lines[index]!;
    const next = starts[at + 1];
    const last = lines[(next ?? lines.length) - 1]!;
    const end = next === undefined ? to : lines[next]!.start;
    return {
      lines: start,
      from: first,
      to: lineEnd(text, last.first),
      end,
      ...headOf(text, first),
    };
  });
}

/** A bracket that closes belongs to what it closes, and a list may stand right below its key. */
function begins(text: string, at: number, isList: boolean): boolean {
  if (text[at] === "]" || text[at] === "}") return false;
  return isList || !/^-[ \t\r\n]/.test(text.slice(at, at + 2));
}

function headOf(text: string, at: number): Pick<Chunk, "key" | "valueFrom"> {
  const found = HEAD.exec(text.slice(at, lineEnd(text, at)));
  if (!found) return {};
  const [head, , key] = found;
  return { valueFrom: at + head.length, ...(key !== undefined && { key }) };
}

/** Where the lines below a key begin, if all of its value stands there. */
export function linesBelow(text: string, { key, valueFrom, to }: Chunk): number | undefined {
  if (key === undefined || valueFrom === undefined) return undefined;
  const rest = text.slice(valueFrom, lineEnd(text, valueFrom));
  const below = nextLine(text, valueFrom);
  return /^[ \t]*(?:#.*)?$/.test(rest) && below < to ? below : undefined;
}

/** Lines that are neither blank nor a comment. */
function* linesIn(text: string, from: number, to: number) {
  for (let start = from; start < to; start = nextLine(text, start)) {
    let first = start;
    while (text[first] === " ") first++;
    const sign = text[first];
    if (first < to && sign !== "#" && sign !== "\n" && sign !== "\r") yield { start, first };
  }
}
