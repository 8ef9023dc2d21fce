import { fires } from "./cron.ts";
import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Task } from "./resource.ts";

/** A schedule that never comes, and numbered runs without a number of them. */
export function taskProblems({ node, at, schedule, indexed, completions }: Task): Problem[] {
  const problems: Problem[] = [];
  if (schedule !== undefined && !fires(schedule)) {
    const message = `The schedule "${schedule}" never comes: none of its months has such a day`;
    problems.push(configProblem("invalid_value", node, [...at, "schedule"], message));
  }
  if (indexed && completions === undefined) {
    const message = "Numbered pods need a number of them: set completions";
    problems.push(configProblem("missing_field", node, ["indexed"], message));
  }
  return problems;
}
