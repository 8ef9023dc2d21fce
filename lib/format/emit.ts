import type { MappedLines } from "../model/artifact.ts";
import type { Path } from "../model/json.ts";
import { Sourced } from "../model/sourced.ts";
import { isLiteral, scalarText } from "./scalar.ts";

/** YAML text with the origin of each line. */
export interface Emitted {
  readonly text: string;
  readonly map: readonly MappedLines[];
}

/**
 * A value that stands for its path as a whole: its keys and items are those of the output, so the
 * lines below keep the path.
 */
export class Whole<T = unknown> extends Sourced<T> {}

/** Where a line comes from. Inside a sourced value, keys extend the path. */
interface Place {
  readonly node: string | null;
  readonly path: Path;
  readonly inside: boolean;
}

/**
 * Writes a map as a YAML document: keys sorted, the same bytes for the same value.
 *
 * @param value Maps, lists and scalars; a {@linkcode Sourced} anywhere gives its lines their
 * origin; `undefined` entries are left out.
 * @param node The node that the document belongs to; `null` for the workflow as a whole.
 * @param banner Comment lines above the document, without `#`.
 */
export function emitYaml(
  value: unknown,
  node: string | null,
  path: Path = [],
  banner: readonly string[] = [],
): Emitted {
  const emitter = new Emitter();
  for (const line of banner) emitter.line(`# ${line}`, { node: null, path: [], inside: false });
  emitter.entries(value as object, "", "", { node, path, inside: false });
  return { text: emitter.text(), map: emitter.map };
}

/** Lines are joined before there are many: short-lived strings cost the collector nothing. */
const CHUNK = 64;

class Emitter {
  readonly map: { from: number; to: number; node: string | null; path: Path }[] = [];
  #text = "";
  #lines: string[] = [];
  #count = 0;
  #place: Place | undefined;

  /** Everything that was written. */
  text(): string {
    const rest = this.#lines.splice(0);
    if (rest.length > 0) this.#text += rest.join("\n") + "\n";
    return this.#text;
  }

  /** Writes a line. */
  line(text: string, place: Place): void {
    const number = ++this.#count;
    if (this.#lines.push(text) === CHUNK) this.text();
    const before = this.#place;
    if (before && (before === place || isSame(before, place))) {
      this.map[this.map.length - 1]!.to = number;
    } else {
      this.map.push({ from: number, to: number, node: place.node, path: place.path });
    }
    this.#place = place;
  }

  /**
   * Writes the entries of a map or list.
   *
   * @param first What stands before the first entry instead of the indentation.
   */
  entries(value: object, first: string, indent: string, place: Place): void {
    let lead = first;
    if (Array.isArray(value)) {
      value.forEach((item, index) => {
        this.#item(`${lead}- `, item, indent + "  ", below(place, index));
        lead = indent;
      });
      return;
    }
    for (const key of sortedKeys(value)) {
      const child = (value as Record<string, unknown>)[key];
      if (child === undefined) continue;
      this.#entry(`${lead}${keyText(key)}:`, child, indent, below(place, key));
      lead = indent;
    }
  }

  #entry(head: string, child: unknown, indent: string, outer: Place): void {
    if (child instanceof Sourced) return this.#entry(head, child.value, indent, placeOf(child));
    if (!isFilled(child)) return this.#scalar(`${head} `, child, indent + "  ", outer);
    this.line(head, outer);
    const deeper = Array.isArray(child) ? indent : indent + "  ";
    this.entries(child, deeper, deeper, outer);
  }

  #item(head: string, child: unknown, indent: string, outer: Place): void {
    if (child instanceof Sourced) this.#item(head, child.value, indent, placeOf(child));
    else if (isFilled(child)) this.entries(child, head, indent, outer);
    else this.#scalar(head, child, indent, outer);
  }

  #scalar(head: string, value: unknown, indent: string, place: Place): void {
    if (typeof value === "string" && value.includes("\n") && isLiteral(value)) {
      this.line(`${head}${value.endsWith("\n") ? "|" : "|-"}`, place);
      const lines = value.endsWith("\n") ? value.slice(0, -1) : value;
      for (const line of lines.split("\n")) this.line(line === "" ? "" : indent + line, place);
    } else this.line(head + flat(value), place);
  }
}

/** The keys of a map in their order; most maps have them so already. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let index = 1; index < keys.length; index++) {
    if (keys[index - 1]! > keys[index]!) return keys.sort();
  }
  return keys;
}

/** A value of one line. */
function flat(value: unknown): string {
  if (Array.isArray(value)) return "[]";
  if (typeof value === "object" && value !== null) return "{}";
  return scalarText(value as string | number | boolean | null);
}

/** Whether a value is a map or list that takes lines of its own. */
function isFilled(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if ((value as Record<string, unknown>)[key] !== undefined) return true;
  return false;
}

/** Where a value says that it comes from. */
function placeOf(value: Sourced): Place {
  return { node: value.node, path: value.path, inside: !(value instanceof Whole) };
}

function below(place: Place, step: string | number): Place {
  return place.inside ? { ...place, path: [...place.path, step] } : place;
}

function isSame({ node, path }: Place, other: Place): boolean {
  if (node !== other.node || path.length !== other.path.length) return false;
  for (let index = 0; index < path.length; index++) {
    if (path[index] !== other.path[index]) return false;
  }
  return true;
}

/** The few names of fields come again and again. */
const keyTexts = new Map<string, string>();
const MOST_KEYS = 1000;

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  if (keyTexts.size >= MOST_KEYS) keyTexts.clear();
  const text = scalarText(key);
  keyTexts.set(key, text);
  return text;
}
