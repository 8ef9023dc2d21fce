import { AppError } from "../../model/error.ts";
import { nearest } from "../../model/suggestion.ts";
import { ID_PATTERN } from "../../model/workflow.ts";

/** Names go into paths and branches; what is no name goes nowhere. */
export function checkName(what: string, name: string): string {
  if (ID_PATTERN.test(name)) return name;
  throw new AppError(
    "invalid_input",
    `${JSON.stringify(shortened(name))} is no name of ${what}: ` +
      "expected lower-case letters, digits and dashes that begin with a letter, at most 52",
  );
}

/** Where the file of a workflow is. */
export function workflowPath(name: string): string {
  return `workflows/${checkName("a workflow", name)}.yaml`;
}

/** Where the file of a workflow's layout is. */
export function layoutPath(name: string): string {
  return `workflows/${checkName("a workflow", name)}.layout.yaml`;
}

/** How many names a sentence lists. */
const MOST_LISTED = 10;

/** What is not there, and what was probably meant. */
export function absent(what: string, name: string, known: readonly string[]): AppError {
  return new AppError("not_found", `There is no ${what} "${name}"${hint(name, known)}`);
}

function hint(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near) return `; did you mean ${near}?`;
  if (known.length > MOST_LISTED) return "";
  return `; there ${known.length === 1 ? "is" : "are"} ${known.join(", ") || "none"}`;
}

function shortened(name: string): string {
  return name.length > 80 ? `${name.slice(0, 77)}...` : name;
}
