import { lookup, type Path } from "./json.ts";
import { error, type Problem, type ProblemCode } from "./problem.ts";
import type { Endpoint, Plan, SecretReference, Setting } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** A plan with its resources found by node. */
export interface PlanIndex {
  readonly plan: Plan;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  readonly sources: ReadonlyMap<string, SecretReference | Setting>;
  /** The other names that each consumer of a source gives to the variables of its keys. */
  readonly renames: ReadonlyMap<string, readonly Readonly<Record<string, string>>[]>;
}

/** Finds the resources of a plan. */
export function indexOf(plan: Plan): PlanIndex {
  const endpoints = new Map<string, Endpoint>();
  const sources = new Map<string, SecretReference | Setting>();
  const renames = new Map<string, Readonly<Record<string, string>>[]>();
  for (const resource of plan.resources) {
    if (resource.kind === "endpoint") endpoints.set(resource.node, resource);
    if (resource.kind === "secret" || resource.kind === "setting") {
      sources.set(resource.node, resource);
    }
    if (resource.kind !== "workload" && resource.kind !== "task") continue;
    for (const id of resource.settings) {
      const names = lookup(resource.variables, id) ?? {};
      const known = renames.get(id);
      if (known) known.push(names);
      else renames.set(id, [names]);
    }
  }
  return { plan, endpoints, sources, renames };
}

/** A problem of a node's config. */
export function configProblem(
  code: ProblemCode,
  node: string,
  path: Path,
  message: string,
  suggestion?: string,
): Problem {
  return error(code, ["spec", "nodes", node, "config", ...path], message, { node, suggestion });
}

/** A port of an endpoint that is named and not there. */
export function portNameProblems(
  node: string,
  path: Path,
  endpoint: Endpoint | undefined,
  portName: string | undefined,
): Problem[] {
  const known = endpoint?.ports.map(({ name }) => name) ?? [];
  if (portName === undefined || !endpoint || known.includes(portName)) return [];
  const expected = known.length > 0 ? `expected ${known.join(", ")}` : "it has none";
  const message = `"${endpoint.node}" has no port "${portName}"; ${expected}`;
  return [configProblem("unknown_port", node, path, message, nearest(portName, known))];
}

/** The names that a secret or a setting holds. */
export function keysOf(source: SecretReference | Setting): readonly string[] {
  return source.kind === "secret" ? source.keys : Object.keys(source.data);
}
