import { secretProblems, settingProblems } from "./configuration_problems.ts";
import { containerProblems } from "./container_problems.ts";
import { customProblems } from "./custom_problems.ts";
import { endpointProblems, routeProblems } from "./endpoint_problems.ts";
import { groupLimitProblems } from "./group_limit_problems.ts";
import { monitorProblems } from "./monitor_problems.ts";
import { nameClashes } from "./name_clashes.ts";
import { networkRuleProblems } from "./network_rule_problems.ts";
import { indexOf, type PlanIndex } from "./plan_index.ts";
import { permissionProblems } from "./permission_problems.ts";
import { podSecurityProblems, standardProblems } from "./pod_security.ts";
import type { Problem } from "./problem.ts";
import type { Plan, Resource } from "./resource.ts";
import { rolloutProblems } from "./rollout_problems.ts";
import { taskProblems } from "./task_problems.ts";

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
      return containerProblems(resource, index);
    case "task":
      return [...containerProblems(resource, index), ...taskProblems(resource)];
    case "route":
      return routeProblems(resource, index);
    case "setting":
      return settingProblems(resource, index);
    case "secret":
      return secretProblems(resource, index);
    case "endpoint":
      return endpointProblems(resource);
    case "network-rule":
      return networkRuleProblems(resource, index);
    case "permission":
      return permissionProblems(resource);
    case "group":
      return groupLimitProblems(resource);
    case "rollout-strategy":
      return rolloutProblems(resource);
    case "monitor":
      return monitorProblems(resource, index);
    case "custom":
      return customProblems(resource);
    case "identity":
      return [];
    default:
      return resource satisfies never;
  }
}
