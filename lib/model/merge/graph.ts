import type { Problem } from "../problem.ts";
import type { Workflow } from "../workflow.ts";
import type { Conflict } from "./conflict.ts";
import type { Workflows } from "./nodes.ts";

/** Finds the problems of a workflow. */
export type Judge = (workflow: Workflow) => readonly Problem[];

/** The errors that two sides make together and neither has alone: a cycle, or a limit. */
export function graphConflicts(
  { ours, theirs }: Workflows,
  merged: Workflow,
  judge: Judge,
): Conflict[] {
  const errorsOf = (workflow: Workflow) =>
    judge({ ...workflow, conflicts: [] }).filter(({ severity }) => severity === "error");
  const found = errorsOf(merged);
  if (found.length === 0) return [];
  const known = new Set([...errorsOf(ours), ...errorsOf(theirs)].map(keyOf));
  return found.filter((problem) => !known.has(keyOf(problem))).map(({ node = null, message }) => (
    { node, path: ["graph"], base: null, ours: null, theirs: null, message }
  ));
}

function keyOf({ code, node, message }: Problem): string {
  return JSON.stringify([code, node, message]);
}
