import type { Json } from "../../model/json.ts";
import { blockScalar, scalarSource } from "./scalar.ts";
import type { Form } from "./form.ts";
import type { Habits } from "./sheet.ts";

/** A value as text after a key or dash: what stands on that line, and the lines below. */
export interface Written {
  readonly head: string;
  readonly lines: readonly string[];
}

/** How far a line may reach before what is between brackets gets lines of its own. */
const WIDTH = 100;

/** A value on one line. */
export function flowSource(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flowSource).join(", ")}]`;
  if (isScalar(value)) return scalarSource(value, true);
  const entries = Object.entries(value).map(([key, part]) =>
    `${keySource(key)}: ${flowSource(part)}`
  );
  return entries.length > 0 ? `{ ${entries.join(", ")} }` : "{}";
}

/** A key; the same between brackets and without. A `y` is known by its `x`: nobody quotes it. */
export function keySource(key: string): string {
  return key === "y" ? key : scalarSource(key, true);
}

/**
 * A value after a key or dash at a column.
 *
 * @param old The source of the scalar that it replaces.
 */
export function written(
  value: Json,
  column: number,
  habits: Habits,
  form: Form,
  { isItem = false, old = "" } = {},
): Written {
  if (isFilled(value)) {
    const isFlow = form === "flow" || (form === "best" && (isItem || Array.isArray(value)) &&
      isShort(value, column));
    return isFlow
      ? { head: flowSource(value), lines: [] }
      : block(value, column, habits, isItem, form);
  }
  if (typeof value === "string" && form !== "flow") {
    const scalar = blockScalar(value, old);
    if (scalar) return literal(scalar, column + (isItem ? 2 : habits.map));
  }
  return { head: isScalar(value) ? scalarSource(value, false, old) : flowSource(value), lines: [] };
}

function literal({ head, lines }: { head: string; lines: string[] }, column: number): Written {
  return { head, lines: lines.map((line) => line === "" ? "" : " ".repeat(column) + line) };
}

function block(
  value: object,
  column: number,
  habits: Habits,
  isItem: boolean,
  form: Form,
): Written {
  const inside = column + (isItem ? 2 : Array.isArray(value) ? habits.list : habits.map);
  const inner = form === "rows" ? "flow" : "best";
  const lines = Array.isArray(value)
    ? value.flatMap((item) => itemLines(item, inside, habits, inner))
    : Object.entries(value).flatMap(([key, part]) => entryLines(key, part, inside, habits, inner));
  return isItem ? { head: lines[0]!.trimStart(), lines: lines.slice(1) } : { head: "", lines };
}

/** The lines of an entry of a map at a column. */
export function entryLines(
  key: string,
  value: Json,
  column: number,
  habits: Habits,
  form: Form,
): string[] {
  const { head, lines } = written(value, column, habits, form);
  return [`${" ".repeat(column)}${keySource(key)}:${head && ` ${head}`}`, ...lines];
}

/** The lines of an item of a list at a column. */
export function itemLines(value: Json, column: number, habits: Habits, form: Form): string[] {
  const { head, lines } = written(value, column, habits, form, { isItem: true });
  return [`${" ".repeat(column)}- ${head}`, ...lines];
}

function isShort(value: Json, column: number): boolean {
  return !hasLines(value) && column + flowSource(value).length <= WIDTH;
}

function hasLines(value: Json): boolean {
  if (typeof value === "string") return value.includes("\n");
  return isFilled(value) && Object.values(value).some(hasLines);
}

function isFilled(value: Json): value is readonly Json[] | { readonly [key: string]: Json } {
  return !isScalar(value) && Object.keys(value).length > 0;
}

function isScalar(value: Json): value is Exclude<Json, object> {
  return typeof value !== "object" || value === null;
}
