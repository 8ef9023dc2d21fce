import { isObject, type JsonObject, lookup } from "./json.ts";
import type { RenameNode } from "./operation.ts";
import type { ConnectionEnd, Workflow, WorkflowNode } from "./workflow.ts";

/** Every id of a node that something in a workflow names. */
export function namedIn({ nodes, connections }: Workflow): Set<string> {
  const named = new Set(nodes.keys());
  for (const { from, to } of connections) named.add(from.node).add(to.node);
  for (const { group, config } of nodes.values()) {
    if (group !== undefined) named.add(group);
    for (const id of boundBy(config)) named.add(id);
  }
  return named;
}

/** The ids of nodes that a config says something about. */
export function boundBy(config: JsonObject): string[] {
  const bind = lookup(config, "bind");
  return isObject(bind) ? Object.keys(bind) : [];
}

/** Gives a node another id, wherever the workflow names it. */
export function renamedIn(workflow: Workflow, { node: from, to }: RenameNode): Workflow {
  const idOf = (id: string) => id === from ? to : id;
  const endAt = (end: ConnectionEnd) => ({ ...end, node: idOf(end.node) });
  const nodes = [...workflow.nodes.values()].map((node): WorkflowNode => ({
    ...node,
    id: idOf(node.id),
    ...(node.group !== undefined && { group: idOf(node.group) }),
    config: withKey(node.config, "bind", from, to),
  }));
  return {
    ...workflow,
    nodes: new Map(nodes.map((node) => [node.id, node])),
    connections: workflow.connections.map((one) => ({
      ...one,
      from: endAt(one.from),
      to: endAt(one.to),
    })),
  };
}

/** A map in which a key of the map at a field is another; what has no such key stays as it is. */
function withKey(config: JsonObject, field: string, from: string, to: string): JsonObject {
  const map = lookup(config, field);
  if (!isObject(map) || !Object.hasOwn(map, from)) return config;
  const entries = Object.entries(map).map(([key, value]) => [key === from ? to : key, value]);
  return { ...config, [field]: Object.fromEntries(entries) };
}
