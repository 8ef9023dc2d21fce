import type { Path } from "./json.ts";
import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Companion, ContainerPort, Task, Workload } from "./resource.ts";

/** Names that the containers of a pod have already. */
const WAITING = ["wait", "wait-jobs"];

/** Containers of a pod of one name, and ports of a pod that two of them listen on. */
export function companionProblems(container: Workload | Task): Problem[] {
  return [...nameProblems(container), ...portProblems(container)];
}

function nameProblems({ node, init = [], sidecars = [] }: Workload | Task): Problem[] {
  const taken = new Set([node, ...WAITING]);
  const check = (list: readonly Companion[], field: string) =>
    list.flatMap(({ name }, index) => {
      if (!taken.has(name)) {
        taken.add(name);
        return [];
      }
      const message = `${field}[${index}].name must be a name of its own in the pod: ` +
        `"${name}" is taken`;
      return [configProblem("invalid_value", node, [field, index, "name"], message)];
    });
  return [...check(init, "init"), ...check(sidecars, "sidecars")];
}

/** Containers of a pod share its network: each port is one of theirs, by number and by name. */
function portProblems(container: Workload | Task): Problem[] {
  const { node, sidecars = [] } = container;
  const owners = new Map<string, string>();
  const own = container.kind === "workload" ? container.ports ?? [] : [];
  for (const port of own) for (const key of keysOf(port)) owners.set(key, node);
  return sidecars.flatMap(({ name, ports = [] }, index) =>
    ports.flatMap((port, entry) => {
      const first = keysOf(port).map((key) => owners.get(key)).find((owner) => owner !== undefined);
      for (const key of keysOf(port)) owners.set(key, name);
      if (first === undefined) return [];
      const path: Path = ["sidecars", index, "ports", entry];
      const message = `Port "${port.name}" (${port.port} ${port.protocol}) of "${name}" is one ` +
        `of "${first}" already; containers of a pod share its network`;
      return [configProblem("invalid_value", node, path, message)];
    })
  );
}

function keysOf({ name, port, protocol }: ContainerPort): string[] {
  return [name, `${port}/${protocol}`];
}
