import { boundBy, referencesIn, renamedReferences } from "./node_references.ts";
import type { RenameNode } from "./operation.ts";
import type { ConnectionEnd, Workflow, WorkflowNode } from "./workflow.ts";

/** Every id of a node that something in a workflow names. */
export function namedIn({ nodes, connections }: Workflow): Set<string> {
  const named = new Set(nodes.keys());
  for (const { from, to } of connections) named.add(from.node).add(to.node);
  for (const { group, config } of nodes.values()) {
    if (group !== undefined) named.add(group);
    for (const id of boundBy(config)) named.add(id);
    for (const { node } of referencesIn(config)) named.add(node);
  }
  return named;
}

/** Gives a node another id, wherever the workflow names it. */
export function renamedIn(workflow: Workflow, { node: from, to }: RenameNode): Workflow {
  const idOf = (id: string) => id === from ? to : id;
  const endAt = (end: ConnectionEnd) => ({ ...end, node: idOf(end.node) });
  const nodes = [...workflow.nodes.values()].map((node): WorkflowNode => ({
    ...node,
    id: idOf(node.id),
    ...(node.group !== undefined && { group: idOf(node.group) }),
    config: renamedReferences(node.config, from, to),
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
