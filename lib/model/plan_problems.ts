import {
  bindProblems,
  placementProblems,
  variableProblems,
  volumeProblems,
} from "./container_problems.ts";
import { endpointProblems, routeProblems } from "./endpoint_problems.ts";
import { FORMATS } from "./formats.ts";
import { nameClashes } from "./name_clashes.ts";
import { configProblem, indexOf, keysOf, type PlanIndex } from "./plan_index.ts";
import { podSecurityProblems, standardProblems } from "./pod_security.ts";
import type { Problem } from "./problem.ts";
import type { Plan, Resource, SecretReference, Setting } from "./resource.ts";

/**
 * What only shows once a workflow is lowered: names that lead nowhere, variables given twice,
 * objects of one name, and standards that are broken.
 *
 * @param destination Whether the plan is for a destination; without one, what an environment
 * could allow is no problem.
 */
export function planProblems(plan: Plan, destination: boolean): Problem[] {
  const index = indexOf(plan);
  return [
    ...plan.resources.flatMap((resource) => resourceProblems(resource, index)),
    ...nameClashes(plan),
    ...(destination ? podSecurityProblems(plan) : plan.resources.flatMap(standardProblems)),
  ];
}

function resourceProblems(resource: Resource, index: PlanIndex): Problem[] {
  switch (resource.kind) {
    case "workload":
      return [
        ...bindProblems(resource, index),
        ...variableProblems(resource, index),
        ...placementProblems(resource, index),
        ...volumeProblems(resource),
      ];
    case "task":
      return variableProblems(resource, index);
    case "route":
      return routeProblems(resource, index);
    case "setting":
    case "secret":
      return keyProblems(resource);
    case "endpoint":
      return endpointProblems(resource);
    default:
      return resource satisfies never;
  }
}

/** Keys that are to be variables and have no name for one. */
function keyProblems(source: SecretReference | Setting): Problem[] {
  if (source.mount === "file") return [];
  return keysOf(source).flatMap((key, index) => {
    if (FORMATS.variable!.test(key)) return [];
    const path = source.kind === "secret" ? ["keys", index] : ["data", key];
    const message = `"${key}" cannot be a variable, which mount: ${source.mount} asks for; ` +
      "use letters, digits and underscores, or mount: file";
    return [configProblem("invalid_value", source.node, path, message)];
  });
}
