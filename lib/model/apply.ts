import { changedNode } from "./apply_node.ts";
import { namedIn, renamedIn } from "./apply_rename.ts";
import type {
  AddNode,
  Connect,
  NewConnection,
  Operation,
  SetMetadata,
  SetSpec,
} from "./operation.ts";
import {
  checkNewConnection,
  checkNewNode,
  checkRename,
  endOf,
  fieldPath,
  unknownConnection,
  unknownNode,
} from "./operation_checks.ts";
import { type Connection, endText, type Workflow, type WorkflowNode } from "./workflow.ts";

/**
 * The workflow that an operation makes of another: what every edit of a file promises.
 *
 * @throws `invalid_input` where the operation names what is not there.
 */
export function applyToWorkflow(workflow: Workflow, operation: Operation): Workflow {
  switch (operation.op) {
    case "add-node":
      return added(workflow, operation);
    case "remove-node":
      return removed(workflow, operation.node);
    case "rename-node":
      nodeOf(workflow.nodes, operation.node);
      checkRename(operation, namedIn(workflow));
      return renamedIn(workflow, operation);
    case "connect":
      return connected(workflow, operation);
    case "disconnect":
      return disconnected(workflow, operation);
    case "set-metadata":
    case "set-spec":
      return withField(workflow, operation);
    case "move":
    case "resize":
    case "set-color":
      nodeOf(workflow.nodes, operation.node);
      return workflow;
    case "add-note":
    case "set-note":
    case "remove-note":
      return workflow;
    default: {
      const { nodes } = workflow;
      const node = nodeOf(nodes, operation.node);
      return replaced(workflow, changedNode(node, operation, [...nodes.keys()]));
    }
  }
}

function nodeOf(nodes: Workflow["nodes"], id: string): WorkflowNode {
  const node = nodes.get(id);
  if (!node) throw unknownNode(id, [...nodes.keys()]);
  return node;
}

function replaced(workflow: Workflow, node: WorkflowNode): Workflow {
  return { ...workflow, nodes: new Map(workflow.nodes).set(node.id, node) };
}

function added(workflow: Workflow, operation: AddNode): Workflow {
  const { op: _, node: id, source: __, connections = [], config = {}, ...fields } = operation;
  checkNewNode(operation, workflow.nodes.has(id));
  return {
    ...replaced(workflow, { id, ...fields, config }),
    connections: [...workflow.connections, ...connections.map(connectionOf)],
  };
}

function connectionOf({ from, to, order = true }: NewConnection): Connection {
  return { from: endOf(from), to: endOf(to), order };
}

function removed(workflow: Workflow, id: string): Workflow {
  nodeOf(workflow.nodes, id);
  const nodes = new Map(workflow.nodes);
  nodes.delete(id);
  const connections = workflow.connections
    .filter(({ from, to }) => from.node !== id && to.node !== id);
  return { ...workflow, nodes, connections };
}

function connected(workflow: Workflow, operation: Connect): Workflow {
  const isThere = workflow.connections.some((one) => isBetween(one, operation));
  checkNewConnection(operation, [...workflow.nodes.keys()], isThere);
  return { ...workflow, connections: [...workflow.connections, connectionOf(operation)] };
}

function disconnected(workflow: Workflow, operation: NewConnection): Workflow {
  const connections = workflow.connections.filter((one) => !isBetween(one, operation));
  if (connections.length < workflow.connections.length) return { ...workflow, connections };
  const known = workflow.connections.map((one) => ({
    from: endText(one.from),
    to: endText(one.to),
  }));
  throw unknownConnection(operation, known);
}

function isBetween({ from, to }: Connection, ends: NewConnection): boolean {
  return endText(from) === ends.from && endText(to) === ends.to;
}

/** Sets or takes away a field of the workflow itself; of labels, all or one of them. */
function withField(workflow: Workflow, operation: SetMetadata | SetSpec): Workflow {
  const { value } = operation;
  const [field, label] = fieldPath(operation);
  if (label !== undefined) {
    const { [label]: _, ...labels } = workflow.labels;
    return {
      ...workflow,
      labels: value === null ? labels : { ...labels, [label]: value as string },
    };
  }
  const { [field as "title"]: _, ...rest } = workflow;
  if (value !== null) return { ...rest, [field]: value } as Workflow;
  return field === "labels" ? { ...workflow, labels: {} } : rest;
}
