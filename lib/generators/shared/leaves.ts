import { isObject, type Json, type Path } from "../../model/json.ts";
import type { Mark, Trace } from "./trace.ts";

const NONE: readonly never[] = [];
/** Carried as it says. */
export const EXACT: Mark = { class: "exact", message: "" };

/** Takes a path that holds nothing further, and how it is carried; `undefined` where it is not. */
export type Visit = (path: Path, mark: Mark | undefined) => void;

/** Visits everything in a config that holds nothing further, in the order of its keys. */
export function eachLeaf(config: Json, trace: Trace | undefined, add: Visit): void {
  visit(config, [], trace, undefined, add);
}

/** @param above What is known of the path above: a mark nearer to the value says more. */
function visit(
  value: Json,
  path: Path,
  trace: Trace | undefined,
  above: Mark | undefined,
  add: Visit,
): void {
  const mark = trace?.mark ?? above ?? (trace?.taken ? EXACT : undefined);
  const steps = stepsOf(value, trace);
  if (steps.length === 0) {
    if (path.length > 0) add(path, mark ?? (trace?.touched ? EXACT : undefined));
    return;
  }
  for (const step of steps) {
    const child = (value as Readonly<Record<string | number, Json>>)[step]!;
    visit(child, [...path, step], trace?.known(step), mark, add);
  }
}

/** A list of scalars, such as a command, is told of as one, unless something was said of an entry. */
function stepsOf(value: Json, trace: Trace | undefined): readonly (string | number)[] {
  if (!Array.isArray(value)) return isObject(value) ? Object.keys(value).sort() : NONE;
  const isOne = value.every((entry, index) =>
    (typeof entry !== "object" || entry === null) && !trace?.known(index)?.mark
  );
  return isOne ? NONE : value.map((_, index) => index);
}
