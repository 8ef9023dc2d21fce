import { isObject, type Json, lookup, type Path } from "../../model/json.ts";
import type {
  Endpoint,
  EndpointPort,
  Plan,
  Protocol,
  Route,
  Workload,
} from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "../shared/index.ts";
import { backendOf, containerPort, reach } from "./reach.ts";

/** A port of this machine that leads to a container. */
export interface Publication {
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: Protocol;
  readonly workload: Reading<Workload>;
  /** The node that asks for it, and the config path that names the port. */
  readonly node: string;
  readonly path: Path;
}

/** What a plan asks to publish; only routes, node ports and load balancers do. */
export function publicationsOf(plan: Plan, index: Index): Publication[] {
  return [
    ...[...index.routes.values()].flatMap((route) => ofRoute(plan, index, route)),
    ...[...index.endpoints.values()].flatMap((endpoint) => ofEndpoint(index, endpoint)),
  ];
}

/** One text for everything that would take the same port of this machine. */
export function hostPortKey({ hostPort, protocol }: Publication): string {
  return `${hostPort}/${protocol}`;
}

function ofRoute(plan: Plan, index: Index, route: Reading<Route>): Publication[] {
  return route.each("paths").flatMap((path) => {
    const { workload, port, chosen } = reach(index, path.value("backend"), path.value("portName"));
    if (!workload || !chosen || port === undefined) return [];
    return [{
      hostPort: path.value("hostPort") ?? port,
      containerPort: port,
      protocol: chosen.value("protocol"),
      workload,
      node: route.node,
      path: writtenPath(plan, route.node, [...path.path, "hostPort"]),
    }];
  });
}

function ofEndpoint(index: Index, endpoint: Reading<Endpoint>): Publication[] {
  const type = endpoint.value("type");
  const workload = backendOf(index, endpoint);
  if (!workload || (type !== "NodePort" && type !== "LoadBalancer")) return [];
  return endpoint.each("ports").map((port) => {
    const field = fieldOf(type, port);
    return {
      hostPort: port.value(field)!,
      containerPort: containerPort(port, workload),
      protocol: port.value("protocol"),
      workload,
      node: endpoint.node,
      path: [...port.path, field],
    };
  });
}

function fieldOf(type: Endpoint["type"], port: Reading<EndpointPort>): "nodePort" | "port" {
  return type === "NodePort" && port.has("nodePort") ? "nodePort" : "port";
}

/** As much of a path as the config of a node holds: a connection brings paths that no list names. */
function writtenPath(plan: Plan, node: string, path: Path): Path {
  let value: Json | undefined = plan.written.get(node);
  const known: (string | number)[] = [];
  for (const step of path) {
    if (!isObject(value) && !Array.isArray(value)) break;
    value = lookup(value as Record<string, Json>, String(step));
    if (value === undefined) break;
    known.push(step);
  }
  return known;
}
