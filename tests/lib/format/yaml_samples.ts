/** Random numbers from a seed, so that a failure can be run again. */
export type Random = (below: number) => number;

/** A generator of whole numbers below a bound (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6D2B79F5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** One of several. */
export function oneOf<T>(random: Random, all: readonly T[]): T {
  return all[random(all.length)] as T;
}

const KEYS = ["a", "b", "name", "image", "x-y", "a b", "k8s.io/x", "a:b", "n", "true-ish", "10Gi"];
const QUOTED_KEYS = ['"a"', "'b c'", '"1"', "'null'", '"a: b"', '"\\u0061b"', "'it''s'"];
const SCALARS = [
  ...["null", "~", "Null", "true", "FALSE", "yes", "on", "0", "-0", "+1", "42", "0777", "0o17"],
  ...["0x1F", "1e3", ".5", "5.", "1_000", "-1.5e-3", "12:30:45", "2001-01-01", "1.2.3", "-x"],
  ...[
    "postgres:16.4",
    "http://a.b:80/c?d=e#f",
    "10Gi",
    "a#b",
    "a  b",
    "it's",
    'say "x"',
    "--",
    "é☺",
  ],
  ...["'single'", "'it''s'", '"double"', '"a\\tb\\n"', '"\\x41\\u263A"', "' # no'", '"a: b"', "''"],
  ...[
    '""',
    '"\\\\"',
    "'\\'",
    '"a, [b]"',
    "x=y",
    "<a>",
    "a&b",
    "$(x)",
    "*.x".slice(1),
    "/",
    "=",
    "a :b",
  ],
];
const BLOCK_ONLY = ["a, b", "a [b]", "{{ x".slice(1).replace("{", "x{"), "x]y", "a,b"];
const COMMENTS = ["# note", "#", "# a: b", "# - 'x", "#!x", "# é\t"];
const LINES = ["text", "a: b", "- c", "# no comment", "'q", '"', "  more", "\ttab", "[", "x  "];

interface Style {
  readonly random: Random;
  readonly step: number;
  /** How often, in a hundred, something optional is done. */
  readonly odds: number;
}

/** An ordinary document in a random style. */
export function document(random: Random, size: number): string {
  const style = { random, step: oneOf(random, [2, 2, 4]), odds: oneOf(random, [0, 5, 20]) };
  const body = block(style, "", size, true);
  let text = filler(style, "") + (body.startsWith("\n") ? body.slice(1) : body.trimStart());
  if (random(8) === 0) text = text.replace(/\n$/, "");
  if (random(6) === 0) text = text.replaceAll("\n", "\r\n");
  return random(20) === 0 ? `\uFEFF${text}` : text;
}

function maybe({ random, odds }: Style): boolean {
  return random(100) < odds;
}

/** Blank lines and comments, or nothing. */
function filler(style: Style, indent: string): string {
  if (!maybe(style)) return "";
  return oneOf(style.random, [
    "\n",
    "\n\n",
    `${indent}${oneOf(style.random, COMMENTS)}\n`,
    "   \n",
  ]);
}

function lineEnd(style: Style): string {
  if (!maybe(style)) return "\n";
  return `${oneOf(style.random, ["", " ", "  "])} ${oneOf(style.random, [...COMMENTS, ""])}\n`;
}

/** A map or list that starts on a new line. */
function block(style: Style, indent: string, size: number, isRoot = false): string {
  const { random } = style;
  const count = 1 + random(size < 2 ? 2 : 4);
  const isList = random(isRoot ? 6 : 3) === 0;
  let text = "\n";
  const names = new Set<string>();
  for (let index = 0; index < count; index++) {
    text += filler(style, indent);
    if (isList) text += `${indent}-${itemOf(style, indent, size - 1)}`;
    else text += entry(style, indent, size - 1, names);
  }
  return text;
}

function entry(style: Style, indent: string, size: number, names: Set<string>): string {
  const { random } = style;
  const key = random(12) === 0 ? oneOf(random, QUOTED_KEYS) : oneOf(random, KEYS);
  const name = key.replaceAll(/["']/g, "").replace("\\u0061", "a");
  const unique = names.has(name) ? `key${names.size}` : key;
  names.add(name).add(unique);
  return `${indent}${unique}:${valueOf(style, indent, size)}`;
}

function valueOf(style: Style, indent: string, size: number): string {
  const { random, step } = style;
  const deeper = indent + " ".repeat(step);
  const kind = size <= 0 ? 9 : random(12);
  if (kind < 4) return gap(style) + block(style, deeper, size);
  if (kind === 4) return gap(style) + listHere(style, indent, size);
  if (kind === 5) return ` ${blockScalar(style, deeper)}`;
  return inline(style, indent, size);
}

/** A list that is not indented under its key. */
function listHere(style: Style, indent: string, size: number): string {
  let text = "\n";
  for (let count = 1 + style.random(3); count > 0; count--) {
    text += `${indent}-${itemOf(style, indent, size - 1)}`;
  }
  return text;
}

function itemOf(style: Style, indent: string, size: number): string {
  const { random, step } = style;
  if (size <= 0 || random(3) === 0) return inline(style, indent, size);
  if (random(6) === 0) return ` ${blockScalar(style, indent + " ".repeat(step))}`;
  const padding = " ".repeat(oneOf(random, [1, 1, 1, 3]));
  const inner = block({ ...style, odds: 0 }, `${indent} ${padding}`, size);
  return random(8) === 0 ? inner : padding + inner.trimStart();
}

function inline(style: Style, indent: string, size: number): string {
  const { random } = style;
  if (random(15) === 0) return gap(style) + "\n";
  const text = size > 0 && random(4) === 0
    ? flow(style, size, random(4) === 0 ? `\n${indent}    ` : "")
    : oneOf(random, random(8) === 0 ? BLOCK_ONLY : SCALARS);
  return `${oneOf(random, [" ", " ", "  "])}${text}${lineEnd(style)}`;
}

function gap(style: Style): string {
  return maybe(style) ? oneOf(style.random, [" ", "  # why", " #"]) : "";
}

/** A map or list in brackets; `newline` stands between items where it has several lines. */
function flow(style: Style, size: number, newline: string): string {
  const { random } = style;
  const isMap = random(2) === 0;
  const items: string[] = [];
  for (let count = random(4); count > 0; count--) {
    const value = size > 1 && random(4) === 0
      ? flow(style, size - 1, newline)
      : oneOf(random, SCALARS);
    const key = random(4) === 0 ? `"q${count}":` : `k${count}: `;
    items.push(isMap ? key + value : value);
  }
  const space = newline || oneOf(random, ["", " "]);
  const last = items.length > 0 && random(6) === 0 ? "," : "";
  const body = items.join(`,${newline || " "}`);
  const end = newline ? newline.slice(0, -2) : space;
  return isMap ? `{${space}${body}${last}${end}}` : `[${space}${body}${last}${end}]`;
}

function blockScalar(style: Style, indent: string): string {
  const { random } = style;
  const lines = [oneOf(random, LINES.slice(0, 6))];
  for (let count = random(4); count > 0; count--) lines.push(oneOf(random, [...LINES, "", ""]));
  const head = oneOf(random, ["|", "|", "|-", "|+", ">", ">-", ">+"]) + lineEnd(style);
  const body = lines.map((line) => line === "" ? "\n" : `${indent}${line}\n`).join("");
  return head + body + oneOf(random, ["", "", "\n", "\n\n"]);
}

const TRICKY = [..." \n:-#,[]{}'\"&*!|>%@`?~\t0a\\.<+_\r"];
const PIECES = [
  ": ",
  "- ",
  " #",
  "\n  ",
  "---\n",
  "...\n",
  "? ",
  "|\n",
  ">-\n",
  "{}",
  "[]",
  "<<",
  "''",
];

/** A text with a few faults in it. */
export function mutated(random: Random, text: string): string {
  for (let count = 1 + random(3); count > 0; count--) text = mutate(random, text);
  return text;
}

function mutate(random: Random, text: string): string {
  const at = random(text.length + 1);
  const end = Math.min(text.length, at + 1 + random(4));
  switch (random(7)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, at) + oneOf(random, TRICKY) + text.slice(at);
    case 2:
      return text.slice(0, at) + oneOf(random, PIECES) + text.slice(at);
    case 3:
      return text.slice(0, end) + text.slice(at);
    case 4:
      return text.slice(0, at) + oneOf(random, TRICKY) + text.slice(at + 1);
    default:
      return mutateLines(random, text.split("\n")).join("\n");
  }
}

function mutateLines(random: Random, lines: string[]): string[] {
  const from = random(lines.length);
  const to = random(lines.length);
  const line = lines[from] ?? "";
  if (random(5) === 0) {
    return lines.toSpliced(to, 0, " ".repeat(random(6)) + oneOf(random, COMMENTS));
  }
  if (random(5) === 0) return lines.toSpliced(from, 1, ...broken(random, line));
  if (random(3) === 0) return lines.toSpliced(from, 1, ` ${line}`);
  if (random(3) === 0) return lines.toSpliced(from, 1, line.replace(/^ /, ""));
  return random(2) === 0 ? lines.toSpliced(to, 0, line) : lines.toSpliced(from, 1);
}

/** A line whose value stands on the next one. */
function broken(random: Random, line: string): string[] {
  const at = line.search(/[:-] /) + 1;
  const comment = random(2) === 0 ? [" ".repeat(random(6)) + oneOf(random, COMMENTS)] : [];
  return [line.slice(0, at), ...comment, " ".repeat(random(10)) + line.slice(at).trimStart()];
}

/** A short text of the characters that matter. */
export function soup(random: Random): string {
  let text = "";
  for (let count = 1 + random(14); count > 0; count--) {
    text += oneOf(random, random(2) === 0 ? TRICKY : [..."ab: \n-\n  "]);
  }
  return text;
}

const PARTS = [
  ...[
    "a:",
    "b: c",
    "- d",
    "-",
    "# x",
    "#",
    "",
    "",
    "e",
    "'f'",
    "[g,",
    "h]",
    "]",
    "{i: j,",
    "}",
    "k,",
  ],
  ...[
    "k: |",
    "l: >",
    "- m: |-",
    "- >+",
    '"n": o',
    "- - p",
    "q: [",
    "r: {",
    "s: t #",
    "- u:",
    "- [v",
  ],
  ...["w: # x", "1:", "|", "x, # y", "? z", "- #", "a: ~ ", "[]", "c: {}", "-  - b:", "d:  'e'"],
];

/** Lines that could each be right, at random columns. */
export function heap(random: Random): string {
  const lines: string[] = [];
  for (let count = 1 + random(8); count > 0; count--) {
    lines.push(" ".repeat(oneOf(random, [0, 0, 1, 2, 2, 3, 4])) + oneOf(random, PARTS));
  }
  return lines.join(oneOf(random, ["\n", "\n", "\n", "\r\n"])) + oneOf(random, ["", "\n", "\n\n"]);
}
