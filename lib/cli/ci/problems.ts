import type { LocatedProblem } from "../../model/problem.ts";
import { printProblems } from "../faults.ts";
import { annotationOf } from "./annotation.ts";
import type { Guard } from "./guard.ts";

/** Prints problems for who reads the log, and shows them beside the files; errors first. */
export function tellProblems(
  { host, tell }: Guard,
  problems: readonly LocatedProblem[],
  files: readonly { readonly file: string; readonly text: string }[],
): void {
  if (problems.length === 0) return;
  printProblems(host, problems, (name) => files.find(({ file }) => file === name)?.text);
  // GitHub shows only the first few of a step.
  tell([...errorsOf(problems), ...othersOf(problems)].map(annotationOf).join(""));
}

/** Those that stop a deployment. */
export function errorsOf(problems: readonly LocatedProblem[]): LocatedProblem[] {
  return problems.filter(({ severity }) => severity === "error");
}

/** Those that do not. */
export function othersOf(problems: readonly LocatedProblem[]): LocatedProblem[] {
  return problems.filter(({ severity }) => severity !== "error");
}
