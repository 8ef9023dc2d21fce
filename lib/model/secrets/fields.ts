/** A field of a text, and the literal that it holds. */
export interface Field {
  readonly name: string;
  readonly value: string;
  /** The line of the value, from 0. */
  readonly line: number;
  /** Where in its line the value begins, or a little before. */
  readonly column: number;
}

/** A name with what divides it from a value: `key: `, `"key": `, `KEY=`, `--key=`. */
const NAMED =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{0,100})\\?["']?[ \t]{0,20}(?::(?=[ \t\r"'\\]|$)|=(?![=>]))[ \t]{0,20}/g;

/** What a line with the name of a secret field, or half of a pair, has at least. */
const TELLING = /pass|pw|secret|token|key|cred|auth|name|value|variable/i;

/** More of a value tells nothing more. */
const LONGEST = 300;

/**
 * The fields of a text, whatever its language: maps of YAML and JSON in block and flow style, lines
 * of an `.env` file, flags, connection strings, and the pairs `name: X`, `value: y` of an `env`
 * list. Unless any will do, those that could not be secret are left out. It reads lines, not documents, since a secret in a file that does not parse is one too.
 */
export function* fieldsOf(lines: readonly string[], isAny: boolean): Generator<Field> {
  const pairs = new Pairs();
  for (const [line, text] of lines.entries()) {
    pairs.begin(text);
    if (!isAny && !TELLING.test(text)) continue;
    const brace = text.indexOf("{");
    for (const match of text.matchAll(NAMED)) {
      const start = match.index + match[0].length;
      const isInFlow = brace >= 0 && brace < match.index;
      const field = valueAt(lines, line, { start, isInFlow, isColon: /:/.test(match[0]) });
      if (!field) continue;
      const column = match.index - (/["']/.test(text[match.index - 1] ?? "") ? 1 : 0);
      yield { name: match[1]!, ...field };
      yield* pairs.add(isInFlow ? -1 : column, match[1]!, field);
    }
  }
}

interface Place {
  readonly start: number;
  readonly isInFlow: boolean;
  readonly isColon: boolean;
}

type Literal = Omit<Field, "name">;

function valueAt(lines: readonly string[], line: number, place: Place): Literal | undefined {
  const rest = lines[line]!.slice(place.start, place.start + LONGEST).trimEnd();
  const bare = rest.replace(/^(?:[&!][^\s]{0,100}[ \t]+)?\\?/, "");
  if (place.isColon && /^([|>][-+\d]{0,2})?[ \t]*(#.*)?$/.test(bare)) return below(lines, line);
  if (/^[{[*]/.test(bare)) return undefined;
  return { value: scalar(bare, place), line, column: place.start };
}

/** The first line of a value that stands under its name. */
function below(lines: readonly string[], line: number): Literal | undefined {
  let next = line + 1;
  while (next < line + 5 && lines[next]?.trim() === "") next++;
  const text = lines[next];
  if (text === undefined || indentOf(text) <= indentOf(lines[line]!)) return undefined;
  const value = text.trim().slice(0, LONGEST);
  // A map or a list has fields of its own.
  return /^([\w."'-]{1,100}:( |$)|[{[#])/.test(value)
    ? undefined
    : { value: unquoted(value), line: next, column: indentOf(text) };
}

function unquoted(text: string): string {
  return text.replace(/^(- )?["']?/, "").replace(/["']?,?$/, "");
}

function scalar(text: string, { isInFlow, isColon }: Place): string {
  const quote = text[0];
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return (end < 0 ? text.slice(1) : text.slice(1, end)).replace(/\\$/, "");
  }
  const end = text.search(!isColon ? /[\s"'`;&]|\\"/ : isInFlow ? /[,}\]]|\s#/ : /\s#/);
  return (end < 0 ? text : text.slice(0, end)).trim();
}

function indentOf(line: string): number {
  return line.search(/\S|$/);
}

/** Brings `name: X` and `value: y` of one map together, whichever is first. */
class Pairs {
  readonly #open = new Map<number, { name?: string; value?: Literal }>();

  /** A line ends the maps that are further in: a dash stands before the names of its map. */
  begin(text: string): void {
    const indent = indentOf(text);
    if (indent === text.length) return;
    for (const column of this.#open.keys()) {
      if (column < 0 || column > indent) this.#open.delete(column);
    }
  }

  *add(column: number, key: string, literal: Literal): Generator<Field> {
    if (!/^(name|key|variable|value)$/.test(key)) return;
    const pair = this.#open.get(column) ?? {};
    if (key === "value") pair.value = literal;
    else pair.name = literal.value;
    this.#open.set(column, pair);
    if (pair.name === undefined || pair.value === undefined) return;
    yield { name: pair.name, ...pair.value };
    this.#open.delete(column);
  }
}
