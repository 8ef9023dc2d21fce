import { AppError } from "../../model/error.ts";
import { isObject } from "../../model/json.ts";
import { error, type LocatedProblem } from "../../model/problem.ts";
import { readYaml } from "../read.ts";
import { placeOf, type TextFault, valueOf } from "../source.ts";
import type { Sheet } from "./sheet.ts";

/** A sheet, or why its text is none. */
export type Reading = Sheet | Unreadable;

/** A text that cannot be read. */
export interface Unreadable {
  readonly text: string;
  readonly faults: readonly TextFault[];
}

/** How many texts are kept: both files, before and after. */
const MOST_KEPT = 4;
const kept = new Map<string, Reading>();

/** Reads a text; the result of one edit is the start of the next, and is not read again. */
export function sheetOf(text: string): Reading {
  const known = kept.get(text);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
  const { root, faults } = readYaml(text);
  const reading = root ? { text, root, json: valueOf(root) } : { text, faults };
  kept.set(text, reading);
  return reading;
}

/** Whether a text can be edited. */
export function isReadable(text: string): boolean {
  const reading = sheetOf(text);
  return "json" in reading && isObject(reading.json);
}

/** The error of a file that cannot be read, with all its problems. */
export function unreadable({ text, faults }: Unreadable, file: string): AppError {
  const problems = faults.map(({ code, offset, message }): LocatedProblem => (
    { ...error(code, [], message), file, ...placeOf(text, offset) }
  ));
  const [{ line, message }] = problems as [LocatedProblem];
  const sentence = `${file} cannot be edited: line ${line}: ${message}`;
  return new AppError("unprocessable", sentence, { details: { problems } });
}
