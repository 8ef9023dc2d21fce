import type { Environment } from "../model/environment.ts";
import { isOverridden, overridden } from "../model/override.ts";
import type { Problem } from "../model/problem.ts";
import type { Workflow } from "../model/workflow.ts";

/**
 * What only the overrides of an environment break; places are in the environment's file. What the
 * workflow breaks by itself is told there.
 */
export function overridesBreaking(
  environment: Environment,
  workflow: Workflow,
  ask: (workflow: Workflow) => readonly Problem[],
): Problem[] {
  const changed = overridden(workflow, environment);
  if (changed === workflow) return [];
  const known = new Set(ask(workflow).map(keyOf));
  return ask(changed).filter((problem) => !known.has(keyOf(problem)))
    .map((problem) => placed(problem, environment, workflow.name));
}

function keyOf({ code, path, message }: Problem): string {
  return JSON.stringify([code, path, message]);
}

/** An environment is mended by hand: operations change workflows. */
function placed({ mend: _, ...problem }: Problem, environment: Environment, name: string): Problem {
  const [, , node, , ...rest] = problem.path;
  const where = typeof node === "string" && isOverridden(environment, name, node, rest)
    ? [node, ...rest]
    : [];
  return { ...problem, path: ["spec", "overrides", name, ...where] };
}
