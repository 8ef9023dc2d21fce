import { AppError } from "../../model/error.ts";
import { error, type LocatedProblem } from "../../model/problem.ts";
import { placeOf, type TextFault } from "../source.ts";
import type { Sheet } from "./sheet.ts";

/** A sheet, or why its text is none. */
export type Reading = Sheet | Unreadable;

/** A text that cannot be read. */
export interface Unreadable {
  readonly text: string;
  readonly faults: readonly TextFault[];
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
