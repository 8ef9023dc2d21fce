import type { Endpoint, NetworkRule } from "../../../model/resource.ts";
import type { Context } from "../context.ts";

/** A port as the library's network policies take it. */
export interface PolicyPort {
  readonly port: number | string;
  readonly protocol: string;
}

/** A path that a connection opens: one node's pods reach another's on some ports. */
export interface OpenPath {
  readonly from: string;
  readonly to: string;
  readonly ports: readonly PolicyPort[];
}

/** The paths that the connections of a plan open. */
export function connectionPaths({ plan }: Context): OpenPath[] {
  const endpoints = endpointsOf(plan);
  return plan.resources.flatMap((resource) => {
    if (resource.kind !== "workload" && resource.kind !== "task") return [];
    return resource.addresses.flatMap(({ provider }) =>
      pathsTo(resource.node, endpoints.get(provider))
    );
  });
}

/** The paths that a rule allows besides. */
export function allowedPaths({ plan }: Context, { subjects, allows }: NetworkRule): OpenPath[] {
  const endpoints = endpointsOf(plan);
  return subjects.flatMap((from) => allows.flatMap((id) => pathsTo(from, endpoints.get(id))));
}

/** The ports by which the outside reaches the pods of each node. */
export function outsidePorts({ plan }: Context): Map<string, PolicyPort[]> {
  const endpoints = endpointsOf(plan);
  const reached = plan.resources.flatMap((resource) => {
    if (resource.kind === "route") return resource.paths.map(({ backend }) => backend);
    const open = resource.kind === "endpoint" &&
      (resource.type === "NodePort" || resource.type === "LoadBalancer");
    return open ? [resource.node] : [];
  });
  const ports = new Map<string, PolicyPort[]>();
  for (const path of reached.flatMap((id) => pathsTo("", endpoints.get(id)))) {
    const known = ports.get(path.to) ?? [];
    const more = path.ports.filter(({ port }) => !known.some((one) => one.port === port));
    ports.set(path.to, [...known, ...more]);
  }
  return ports;
}

function pathsTo(from: string, endpoint: Endpoint | undefined): OpenPath[] {
  if (!endpoint) return [];
  const ports = endpoint.ports.map(({ port, targetPort, protocol }) => ({
    port: targetPort ?? port,
    protocol,
  }));
  return endpoint.backends.map((to) => ({ from, to, ports }));
}

function endpointsOf(plan: Context["plan"]): Map<string, Endpoint> {
  return new Map(
    plan.resources.flatMap((it) => it.kind === "endpoint" ? [[it.node, it] as const] : []),
  );
}
