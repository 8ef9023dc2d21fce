import { bindProblems } from "./binding_problems.ts";
import { companionProblems } from "./companion_problems.ts";
import { lookup } from "./json.ts";
import { configProblem, keysOf, type PlanIndex } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { HostRule, Task, Workload } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** What is wrong with a container and what it is given. */
export function containerProblems(container: Workload | Task, index: PlanIndex): Problem[] {
  const variables = variableProblems(container, index);
  // A backup is given what its node is given, and has no config of its own for it.
  if (container.at.length > 0) return variables;
  return [
    ...bindProblems(container, index),
    ...variables,
    ...placementProblems(container, index),
    ...volumeProblems(container),
    ...companionProblems(container),
  ];
}

/** Two givers of one variable; what the node sets itself wins and is no problem. */
function variableProblems(container: Workload | Task, index: PlanIndex): Problem[] {
  const { node, env = {}, podFields = {} } = container;
  const isOwn = (name: string) => Object.hasOwn(env, name) || Object.hasOwn(podFields, name);
  const givers = new Map<string, string>();
  return givenVariables(container, index).flatMap(([variable, giver]) => {
    const first = givers.get(variable);
    if (first === undefined) givers.set(variable, giver);
    if (first === undefined || isOwn(variable)) return [];
    const from = first === giver ? `twice from "${giver}"` : `from both "${first}" and "${giver}"`;
    const message = `${variable} comes ${from}; set it in env to say which`;
    return [configProblem("duplicate_variable", node, [], message)];
  });
}

/** The variables that a container is given, each with the node that gives it. */
function givenVariables(
  { addresses, settings, variables }: Workload | Task,
  { sources }: PlanIndex,
): (readonly [variable: string, giver: string])[] {
  return [
    ...addresses.flatMap(({ provider, hostVariable, portVariable }) =>
      [[hostVariable, provider], [portVariable, provider]] as const
    ),
    ...settings.flatMap((id) => {
      const source = sources.get(id);
      if (!source || source.mount === "file") return [];
      const names = lookup(variables, id) ?? {};
      return keysOf(source).map((key) => [lookup(names, key) ?? key, id] as const);
    }),
  ];
}

/** Nodes to run beside, or to keep away from, that are not there, and rules that say too little. */
function placementProblems({ node, placement }: Workload | Task, { plan }: PlanIndex): Problem[] {
  const strangers = (["near", "apart"] as const).flatMap((side) =>
    (placement?.[side] ?? []).flatMap((id, index) => {
      if (plan.written.has(id)) return [];
      const path = ["placement", side, index];
      const near = nearest(id, plan.written.keys());
      return [configProblem("unknown_node", node, path, `There is no node "${id}"`, near)];
    })
  );
  const vague = (placement?.hosts ?? []).flatMap((rule, index) => {
    const expected = expectedOf(rule);
    if (expected === undefined) return [];
    const path = ["placement", "hosts", index];
    const message = `placement.hosts[${index}] compares by ${rule.operator}, which ${expected}`;
    return [configProblem("invalid_value", node, path, message)];
  });
  return [...strangers, ...vague];
}

/** What a rule about hosts lacks. */
function expectedOf({ operator, values = [] }: HostRule): string | undefined {
  if (operator === "Gt" || operator === "Lt") {
    const isNumber = values.length === 1 && /^\d{1,15}$/.test(values[0]!);
    return isNumber ? undefined : "needs one value, a whole number";
  }
  const isNeedy = operator === "In" || operator === "NotIn";
  return isNeedy && values.length === 0 ? "needs values" : undefined;
}

/** Volumes and folders that would be mounted at one path. */
function volumeProblems(container: Workload | Task): Problem[] {
  const { node, storage, mountPath, volumes = [], hostFolders = [] } = container;
  const owners = new Map(storage === undefined ? [] : [[mountPath!, "mountPath"]]);
  const check = (field: string, index: number, path: string, owner: string): Problem[] => {
    const first = owners.get(path);
    if (first === undefined) {
      owners.set(path, owner);
      return [];
    }
    const message = `${field}[${index}].path must be a path of its own, not "${path}" of the ` +
      first;
    return [configProblem("invalid_value", node, [field, index, "path"], message)];
  };
  return [
    ...volumes.flatMap(({ name, path }, index) =>
      check("volumes", index, path, `volume "${name}"`)
    ),
    ...hostFolders.flatMap(({ source, path }, index) =>
      check("hostFolders", index, path, `folder "${source}"`)
    ),
  ];
}
