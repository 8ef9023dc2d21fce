import { configProblem, type PlanIndex, portNameProblems } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Endpoint, Route } from "./resource.ts";
import { nearest } from "./suggestion.ts";

/** Paths to nodes that are not connected, and to ports that are not there. */
export function routeProblems({ node, connected, paths }: Route, index: PlanIndex): Problem[] {
  return paths.flatMap(({ backend, portName }, entry) => {
    const at = ["paths", entry];
    if (connected.includes(backend)) {
      const endpoint = index.endpoints.get(backend);
      return portNameProblems(node, [...at, "portName"], endpoint, portName);
    }
    const message = `"${backend}" is not connected to ${node}.backend`;
    const near = nearest(backend, connected);
    return [configProblem("unknown_node", node, [...at, "backend"], message, near)];
  });
}

/** An outside name that is missing, and ports that a service has twice. */
export function endpointProblems(endpoint: Endpoint): Problem[] {
  return [...outsideProblems(endpoint), ...twiceProblems(endpoint)];
}

function outsideProblems({ node, type, externalName }: Endpoint): Problem[] {
  if (type !== "ExternalName" || externalName !== undefined) return [];
  const message = "externalName is missing; a service of type ExternalName stands for a host";
  return [configProblem("missing_field", node, [], message)];
}

/** Kubernetes refuses a service with the same number and protocol twice. */
function twiceProblems({ node, ports }: Endpoint): Problem[] {
  const seen = new Map<string, string>();
  return (["port", "nodePort"] as const).flatMap((field) =>
    ports.flatMap(({ name, protocol, [field]: number }, index) => {
      if (number === undefined) return [];
      const key = `${field} ${number} ${protocol}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, name);
        return [];
      }
      const message = `ports[${index}].${field} repeats ${number} (${protocol}) of port "${first}"`;
      return [configProblem("invalid_value", node, ["ports", index, field], message)];
    })
  );
}
