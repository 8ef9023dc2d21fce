import { Sourced } from "../../../model/sourced.ts";
import { pythonLines, pythonText } from "./literal.ts";

/** Something that is called by its name: a variable, or a constant of the library. */
export class Name {
  constructor(readonly text: string) {}
}

/** A value on its way into a Python file; a {@linkcode Sourced} stands for what it holds. */
export type Python =
  | string
  | number
  | boolean
  | null
  | Name
  | Sourced
  | readonly Python[]
  | { readonly [key: string]: Python | undefined };

/** How far a line may go. */
export const WIDTH = 100;

/** The indentation of one step. */
export const STEP = "    ";

/** A text that has several lines is easier to read on as many. */
const SHORT_TEXT = 60;

/**
 * A value as the lines of a file. The first begins where it is put; the others carry their
 * indentation.
 *
 * @param used The columns that the first line has lost to what stands around it.
 */
export function pythonValue(value: Python, indent: string, used: number): string[] {
  const plain = value instanceof Sourced ? value.value as Python : value;
  const line = inline(plain);
  if (!isTall(plain) && used + line.length <= WIDTH) return [line];
  if (typeof plain === "string") return textLines(plain, indent);
  if (Array.isArray(plain)) {
    return wrapped("[", plain.map((entry) => ["", entry] as const), "]", indent);
  }
  if (isMap(plain)) {
    const entries = entriesOf(plain).map(([key, entry]) =>
      [`${pythonText(key)}: `, entry] as const
    );
    return wrapped("{", entries, "}", indent);
  }
  return [line];
}

/** Entries between brackets, one below the other. */
export function wrapped(
  open: string,
  entries: readonly (readonly [before: string, value: Python])[],
  close: string,
  indent: string,
): string[] {
  const inner = indent + STEP;
  const lines = entries.flatMap(([before, value]) => {
    const [first, ...rest] = pythonValue(value, inner, inner.length + before.length + 1);
    const all = [`${inner}${before}${first}`, ...rest];
    return [...all.slice(0, -1), `${all.at(-1)},`];
  });
  return [open, ...lines, `${indent}${close}`];
}

/** A value on one line. */
export function inline(value: Python): string {
  if (value instanceof Sourced) return inline(value.value as Python);
  if (value instanceof Name) return value.text;
  if (value === null) return "None";
  if (typeof value === "string") return pythonText(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return String(value);
  if (isList(value)) return `[${value.map(inline).join(", ")}]`;
  return `{${
    entriesOf(value).map(([key, entry]) => `${pythonText(key)}: ${inline(entry)}`).join(", ")
  }}`;
}

/** Whether a value holds a text that wants lines of its own. */
export function isTall(value: Python): boolean {
  if (value instanceof Sourced) return isTall(value.value as Python);
  if (typeof value === "string") {
    return value.length > SHORT_TEXT && value.trimEnd().includes("\n");
  }
  if (value === null || typeof value !== "object" || value instanceof Name) return false;
  return Object.values(value).some((entry) => entry !== undefined && isTall(entry));
}

function textLines(text: string, indent: string): string[] {
  const lines = pythonLines(text);
  if (lines.length === 1) return lines;
  return ["(", ...lines.map((line) => indent + STEP + line), `${indent})`];
}

function isList(value: object): value is readonly Python[] {
  return Array.isArray(value);
}

function isMap(value: Python): value is { readonly [key: string]: Python | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Name) && !(value instanceof Sourced);
}

function entriesOf(
  map: { readonly [key: string]: Python | undefined },
): (readonly [string, Python])[] {
  return Object.entries(map).filter((entry): entry is [string, Python] => entry[1] !== undefined);
}
