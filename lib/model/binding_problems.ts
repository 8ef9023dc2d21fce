import { isObject, type JsonObject, lookup, type Path } from "./json.ts";
import { configProblem, keysOf, type PlanIndex, portNameProblems } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Task, Workload } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** Bindings of nodes that give nothing, of ports that are not there, and of keys that are not. */
export function bindProblems(container: Workload | Task, index: PlanIndex): Problem[] {
  const { node, addresses, settings } = container;
  const bind = lookup(index.plan.written.get(node) ?? {}, "bind");
  const bound = isObject(bind) ? Object.entries(bind) : [];
  const providers = addresses.map(({ provider }) => provider);
  const problems = bound.flatMap(([id, binding]) => {
    if (!isObject(binding)) return [];
    if (providers.includes(id)) return strangeFields(node, id, binding, ["variables"], "settings");
    if (settings.includes(id)) {
      return [
        ...strangeFields(node, id, binding, ["host", "port", "portName"], "requires"),
        ...renameProblems(container, id, index),
      ];
    }
    const message = `bind.${id} names no node that is connected to ${node}.requires`;
    const near = nearest(id, [...providers, ...settings]);
    return [configProblem("unknown_node", node, ["bind", id], message, near)];
  });
  const ports = addresses.flatMap(({ provider, portName }) =>
    portNameProblems(
      node,
      ["bind", provider, "portName"],
      index.endpoints.get(provider),
      portName,
    )
  );
  return [...problems, ...ports];
}

/** Fields that only say something of what is connected to another input. */
function strangeFields(
  node: string,
  id: string,
  binding: JsonObject,
  fields: readonly string[],
  input: string,
): Problem[] {
  return fields.filter((field) => Object.hasOwn(binding, field)).map((field) => {
    const message = `bind.${id}.${field} is for what is connected to ${node}.${input}, ` +
      `which "${id}" is not`;
    return configProblem("invalid_value", node, ["bind", id, field], message);
  });
}

/** Other names for variables of keys that are not there, or that are no variables. */
function renameProblems(
  { node, variables }: Workload | Task,
  id: string,
  { sources }: PlanIndex,
): Problem[] {
  const source = sources.get(id);
  const keys = Object.keys(variables[id] ?? {});
  if (!source || keys.length === 0) return [];
  const at: Path = ["bind", id, "variables"];
  if (source.mount === "file") {
    const message = `"${id}" reaches its consumers as files (mount: file), so it has no ` +
      "variables to name; use mount: env or mount: both";
    return [configProblem("invalid_value", node, at, message)];
  }
  const known = keysOf(source);
  return keys.filter((key) => !known.includes(key)).map((key) => {
    const expected = known.length > 0 ? `expected ${known.join(", ")}` : "it has none";
    const message = `"${id}" has no key "${key}"; ${expected}`;
    return configProblem("unknown_field", node, [...at, key], message, nearest(key, known));
  });
}
