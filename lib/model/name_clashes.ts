import { taskName } from "./names.ts";
import { error, type Problem } from "./problem.ts";
import type { Plan, Resource, Task, Workload } from "./resource.ts";

/** Objects of one kind that would get one name. */
export function nameClashes({ resources }: Plan): Problem[] {
  const owners = new Map<string, string>();
  const switched = switchesOf(resources);
  return resources.flatMap((resource) =>
    claims(resource, switched).flatMap(([kind, name]) => {
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

/** The strategies by which a second Service reaches the new version. */
function switchesOf(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(
    resources.flatMap((it) =>
      it.kind === "rollout-strategy" && it.type === "BlueGreen" ? [it.node] : []
    ),
  );
}

/** The names that a resource takes, each among objects of a kind. */
function claims(
  resource: Resource,
  switched: ReadonlySet<string>,
): (readonly [kind: string, name: string])[] {
  const { node } = resource;
  switch (resource.kind) {
    case "endpoint":
      return [
        ["Service", node],
        ...(resource.headless ? [["Service", `${node}-headless`] as const] : []),
      ];
    case "workload":
      return [
        ...containerClaims(resource, node),
        ...(switched.has(resource.strategy ?? "") ? [["Service", `${node}-preview`] as const] : []),
      ];
    case "task":
      return containerClaims(resource, taskName(resource));
    case "identity":
      return resource.existing === undefined ? [["ServiceAccount", node]] : [];
    case "permission":
      return [["Role", node]];
    case "network-rule":
    case "group":
      return [["NetworkPolicy", node]];
    case "monitor":
      return resource.metrics
        ? resource.targets.map((target) => ["ServiceMonitor", `${node}-${target}`] as const)
        : [];
    case "custom":
      // Two groups may have kinds of one name; their files would still be one.
      return (resource.instances ?? []).map(({ name = node }) =>
        [resource.objectKind.toLowerCase(), name] as const
      );
    case "secret":
      return resource.source === "existing" ? [] : [["Secret", resource.secretName ?? node]];
    case "rollout-strategy":
    case "route":
    case "setting":
      return [];
    default:
      return resource satisfies never;
  }
}

/** What a container takes: a name for itself and its companions, and names of volumes. */
function containerClaims(
  { node, init = [], sidecars = [], storage, volumes = [], wait }: Workload | Task,
  own: string,
): (readonly [kind: string, name: string])[] {
  const containers = [...init, ...sidecars].map(({ name }) => `${own}-${name}`);
  const further = volumes.filter(({ claim }) => claim === undefined).map(({ name }) => name);
  const kept = storage === undefined ? further : ["data", ...further];
  return [
    ...[own, ...containers].map((name) => ["workload", name] as const),
    ...kept.map((name) => ["volume", `${node}-${name}`] as const),
    // A node's own name is nobody else's; what follows it with a dash may be.
    ...(own === node ? [] : [["NetworkPolicy", own] as const]),
    ...(wait?.taskImage === undefined ? [] : [
      ["ServiceAccount", `${node}-wait`] as const,
      ["Role", `${node}-wait`] as const,
    ]),
  ];
}
