import type { JsonObject } from "../../../../../lib/model/json.ts";
import type { Workflow } from "../../../../../lib/model/workflow.ts";

/** Who reaches whom by what a workflow draws, found without the code that writes policies. */
export interface Drawn {
  /** The nodes that run something, and whether a closed group stands around them. */
  readonly closed: ReadonlyMap<string, boolean>;
  /** Whether a connection leads from one node to a port of another. */
  connects(from: string, to: string, port: number): boolean;
  /** Whether the outside is led to a port of a node. */
  isPublic(node: string, port: number): boolean;
}

interface Port {
  readonly name: string;
  readonly port: number;
  readonly targetPort?: number | string;
}

const RUNNERS = ["app", "stateful-app", "job", "cron-job"];

/** What a workflow draws. */
export function drawnOf(workflow: Workflow): Drawn {
  const { nodes, connections } = workflow;
  const into = (node: string, port: string) =>
    connections.filter(({ to }) => to.node === node && to.port === port).map(({ from }) =>
      from.node
    );
  const portsOf = (node: string) => (nodes.get(node)!.config["ports"] ?? []) as unknown as Port[];
  const isService = (node: string) => nodes.get(node)!.component === "service";
  const backendsOf = (service: string): string[] =>
    into(service, "backend").flatMap((one) => isService(one) ? backendsOf(one) : [one]);

  /** Ports of runners that an endpoint leads to. */
  const behind = (endpoint: string, picked: (ports: Port[]) => Port[]): [string, number][] => {
    const ports = picked(portsOf(endpoint));
    if (!isService(endpoint)) return ports.map(({ port }) => [endpoint, port]);
    return backendsOf(endpoint).flatMap((backend) =>
      ports.flatMap(({ port, targetPort = port }): [string, number][] => {
        if (typeof targetPort === "number") return [[backend, targetPort]];
        return portsOf(backend).filter(({ name }) => name === targetPort)
          .map((one) => [backend, one.port]);
      })
    );
  };
  const key = (...parts: (string | number)[]) => parts.join(" ");
  const drawn = new Set<string>();
  const open = new Set<string>();
  for (const { id, component, config } of nodes.values()) {
    for (const provider of into(id, "requires")) {
      const bind = (config["bind"] as Record<string, JsonObject> | undefined)?.[provider];
      const picked = (ports: Port[]) =>
        ports.filter(({ name }) => (bind?.["portName"] ?? name) === name);
      for (const [node, port] of behind(provider, picked)) drawn.add(key(id, node, port));
    }
    if (component === "service" && ["NodePort", "LoadBalancer"].includes(String(config["type"]))) {
      for (const [node, port] of behind(id, (ports) => ports)) open.add(key(node, port));
    }
    if (component !== "ingress") continue;
    const paths = (config["paths"] ?? []) as { backend: string; portName?: string }[];
    const listed = paths.map(({ backend }) => backend);
    const others = into(id, "backend").filter((one) => !listed.includes(one))
      .map((backend) => ({ backend }));
    for (const { backend, portName } of [...paths, ...others] as typeof paths) {
      const picked = (ports: Port[]) =>
        ports.filter(({ name }, index) => portName === undefined ? index === 0 : name === portName);
      for (const [node, port] of behind(backend, picked)) open.add(key(node, port));
    }
  }
  const isClosed = (id: string): boolean => {
    const { group } = nodes.get(id)!;
    if (group === undefined) return false;
    return (nodes.get(group)!.config["network"] ?? "deny") === "deny" || isClosed(group);
  };
  const runners = [...nodes.values()].filter(({ component }) => RUNNERS.includes(component));
  return {
    closed: new Map(runners.map(({ id }) => [id, isClosed(id)])),
    connects: (from, to, port) =>
      drawn.has(key(from, to, port)) ||
      from === to && nodes.get(from)!.component === "stateful-app",
    isPublic: (node, port) => open.has(key(node, port)),
  };
}
