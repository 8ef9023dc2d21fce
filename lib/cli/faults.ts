import { printable } from "../format/printable.ts";
import type { LocatedProblem } from "../model/problem.ts";
import type { Host } from "./host.ts";

export { printable } from "../format/printable.ts";

/** Prints faults as compilers do: `file:line:column: code: message`, the line and a caret. */
export function printProblems(
  host: Host,
  problems: readonly LocatedProblem[],
  textOf: (file: string) => string | undefined,
): void {
  for (const problem of problems) host.err(problemText(problem, textOf(problem.file)));
}

/** One fault as text. */
export function problemText(problem: LocatedProblem, text: string | undefined): string {
  const { file, line, column, code, severity, message, suggestion } = problem;
  const label = severity === "error" ? code : `${severity}: ${code}`;
  const hint = suggestion === undefined ? "" : ` (did you mean ${suggestion}?)`;
  const head = `${printable(file)}:${line}:${column}: ${label}: ${printable(message + hint)}\n`;
  // What should not be in a file should not be in a log either.
  if (code === "literal_secret") return head;
  const source = text?.split("\n", line)[line - 1]?.replace(/\r$/, "");
  if (!source) return head;
  // A long line is shown around the caret.
  const start = Math.max(0, column - 80);
  const shown = printable(source.slice(start, start + 120).replaceAll("\t", " "));
  return `${head}    ${shown}\n    ${" ".repeat(column - 1 - start)}^\n`;
}
