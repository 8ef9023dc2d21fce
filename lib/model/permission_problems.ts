import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Permission, PermissionRule } from "./resource.ts";

/** Where the rules of a role may come from; it has one of them. */
const SOURCES = ["existing", "aggregate", "rules"] as const;

/** Roles with two sources of rules, and rules that the API server refuses. */
export function permissionProblems(permission: Permission): Problem[] {
  return [
    ...sourceProblems(permission),
    ...(permission.rules ?? []).flatMap((rule, index) => ruleProblems(permission, rule, index)),
    ...aggregateProblems(permission),
    ...subjectProblems(permission),
  ];
}

function sourceProblems(permission: Permission): Problem[] {
  const [first, ...others] = SOURCES.filter((source) => permission[source] !== undefined);
  return others.map((other) => {
    const message =
      `${first} and ${other} exclude each other: a role has its rules from one of them`;
    return configProblem("invalid_value", permission.node, [other], message);
  });
}

function ruleProblems(permission: Permission, rule: PermissionRule, index: number): Problem[] {
  const problem = (field: string, message: string) =>
    configProblem("invalid_value", permission.node, ["rules", index, field], message);
  const isOfPaths = (rule.nonResourceURLs ?? []).length > 0;
  const isOfObjects = (rule.resources ?? []).length > 0;
  if (isOfObjects && isOfPaths) {
    return [problem("nonResourceURLs", "Paths stand in a rule of their own, without resources")];
  }
  if (isOfObjects) return [];
  if (!isOfPaths) {
    const message = "The rule speaks of nothing; expected resources such as [pods]";
    return [configProblem("missing_field", permission.node, ["rules", index], message)];
  }
  return pathRuleProblems(permission, rule, problem);
}

/** The paths of the API server belong to no namespace, and to no kind of object. */
function pathRuleProblems(
  { scope, binding }: Permission,
  rule: PermissionRule,
  problem: (field: string, message: string) => Problem,
): Problem[] {
  const misplaced = (["apiGroups", "resourceNames"] as const)
    .filter((field) => (rule[field] ?? []).length > 0)
    .map((field) => problem(field, `A rule of paths has no ${field}`));
  if (scope === "cluster" && binding === "cluster") return misplaced;
  const message = "Paths belong to no namespace; expected scope: cluster and binding: cluster";
  return [...misplaced, problem("nonResourceURLs", message)];
}

/** No label at all would be one that every role has. */
function aggregateProblems({ node, aggregate }: Permission): Problem[] {
  if (!aggregate || Object.keys(aggregate).length > 0) return [];
  const message = "aggregate has no label, so it would gather every role of the cluster";
  return [configProblem("invalid_value", node, ["aggregate"], message)];
}

function subjectProblems({ node, subjects = [] }: Permission): Problem[] {
  return subjects.flatMap(({ name }, index) => {
    if (name !== "") return [];
    const message = "A subject has no name; expected one such as developers";
    return [configProblem("invalid_value", node, ["subjects", index, "name"], message)];
  });
}
