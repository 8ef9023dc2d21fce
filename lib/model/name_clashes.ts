import { error, type Problem } from "./problem.ts";
import type { Plan, Resource } from "./resource.ts";

/** Objects of one kind that would get one name. */
export function nameClashes({ resources }: Plan): Problem[] {
  const owners = new Map<string, string>();
  return resources.flatMap((resource) =>
    claims(resource).flatMap(([kind, name]) => {
      const { node } = resource;
      const first = owners.get(`${kind} ${name}`);
      if (first === undefined) {
        owners.set(`${kind} ${name}`, node);
        return [];
      }
      const message = first === node
        ? `"${node}" makes two ${kind}s named "${name}"; rename one`
        : `"${first}" and "${node}" both make a ${kind} named "${name}"; rename one`;
      return [error("name_clash", ["spec", "nodes", node], message, { node })];
    })
  );
}

/** The names that a resource takes, each among objects of a kind. */
function claims(resource: Resource): (readonly [kind: string, name: string])[] {
  const { node } = resource;
  switch (resource.kind) {
    case "endpoint":
      return [
        ["Service", node],
        ...(resource.headless ? [["Service", `${node}-headless`] as const] : []),
      ];
    case "workload":
      return [
        ["workload", node],
        ...(resource.storage === undefined ? [] : [["volume", `${node}-data`] as const]),
        ...(resource.volumes ?? []).map(({ name }) => ["volume", `${node}-${name}`] as const),
      ];
    case "task":
      return [["workload", `${node}-${resource.suffix}`]];
    case "route":
    case "secret":
    case "setting":
      return [];
    default:
      return resource satisfies never;
  }
}
