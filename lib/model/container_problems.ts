import { lookup } from "./json.ts";
import { configProblem, keysOf, type PlanIndex, portNameProblems } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Task, Workload } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** Bindings of nodes that are not required, and of ports that are not there. */
export function bindProblems(
  { node, addresses }: Workload,
  { plan, endpoints }: PlanIndex,
): Problem[] {
  const bound = Object.keys((plan.written.get(node)?.bind ?? {}) as object);
  const providers = addresses.map(({ provider }) => provider);
  const strangers = bound.filter((id) => !providers.includes(id)).map((id) => {
    const message = `bind.${id} names no node that is connected to ${node}.requires`;
    return configProblem("unknown_node", node, ["bind", id], message, nearest(id, providers));
  });
  const ports = addresses.flatMap(({ provider, portName }) =>
    portNameProblems(node, ["bind", provider, "portName"], endpoints.get(provider), portName)
  );
  return [...strangers, ...ports];
}

/** Two givers of one variable; what the node sets itself wins and is no problem. */
export function variableProblems(container: Workload | Task, index: PlanIndex): Problem[] {
  const { node, env = {} } = container;
  const givers = new Map<string, string>();
  return givenVariables(container, index).flatMap(([variable, giver]) => {
    const first = givers.get(variable);
    if (first === undefined) givers.set(variable, giver);
    if (first === undefined || lookup(env, variable) !== undefined) return [];
    const from = first === giver ? `twice from "${giver}"` : `from both "${first}" and "${giver}"`;
    const message = `${variable} comes ${from}; set it in env to say which`;
    return [configProblem("duplicate_variable", node, [], message)];
  });
}

/** The variables that a container is given, each with the node that gives it. */
function givenVariables(
  { addresses, settings }: Workload | Task,
  { sources }: PlanIndex,
): (readonly [variable: string, giver: string])[] {
  return [
    ...addresses.flatMap(({ provider, hostVariable, portVariable }) =>
      [[hostVariable, provider], [portVariable, provider]] as const
    ),
    ...settings.flatMap((id) => {
      const source = sources.get(id);
      if (!source || source.mount === "file") return [];
      return keysOf(source).map((key) => [key, id] as const);
    }),
  ];
}

/** Nodes to run beside, or to keep away from, that are not there. */
export function placementProblems({ node, placement }: Workload, { plan }: PlanIndex): Problem[] {
  return (["near", "apart"] as const).flatMap((side) =>
    (placement?.[side] ?? []).flatMap((id, index) => {
      if (plan.written.has(id)) return [];
      const path = ["placement", side, index];
      const near = nearest(id, plan.written.keys());
      return [configProblem("unknown_node", node, path, `There is no node "${id}"`, near)];
    })
  );
}

/** Volumes that would be mounted at one path. */
export function volumeProblems({ node, storage, mountPath, volumes = [] }: Workload): Problem[] {
  const owners = new Map(storage === undefined ? [] : [[mountPath, "mountPath"]]);
  return volumes.flatMap(({ name, path }, index) => {
    const first = owners.get(path);
    if (first === undefined) {
      owners.set(path, `volume "${name}"`);
      return [];
    }
    const message = `volumes[${index}].path must be a path of its own, not "${path}" of the ` +
      first;
    return [configProblem("invalid_value", node, ["volumes", index, "path"], message)];
  });
}
