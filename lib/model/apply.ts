import { AppError } from "./error.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";
import { pathToSet, pathToUnset, thereAre, withoutKeys, withValue } from "./json_path.ts";
import type { Layout } from "./layout.ts";
import type { AddNode, Connect, Move, NewConnection, Operation, SetGroup } from "./operation.ts";
import {
  type Connection,
  type ConnectionEnd,
  endText,
  ID_PATTERN,
  type Workflow,
  type WorkflowNode,
} from "./workflow.ts";

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
    case "connect":
      return connected(workflow, operation);
    case "disconnect":
      return disconnected(workflow, operation);
    case "move":
      nodeOf(workflow.nodes, operation.node);
      return workflow;
    default:
      return replaced(workflow, changed(workflow, operation));
  }
}

/** The layout that an operation makes of another. */
export function applyToLayout(layout: Layout, operation: Operation): Layout {
  if (operation.op === "remove-node") return withoutPlace(layout, operation.node);
  if (operation.op !== "move") return layout;
  const { node } = operation;
  const place = placeOf(operation);
  if (!place) return withoutPlace(layout, node);
  return { ...layout, nodes: { ...layout.nodes, [node]: { ...layout.nodes[node], ...place } } };
}

/**
 * Where a node is moved to; `undefined` where its place is forgotten. A place that a person wrote
 * between whole units comes back as it was.
 */
export function placeOf({ x, y, source }: Move): { x: number; y: number } | undefined {
  if (x === null || y === null) return undefined;
  // Adding zero makes a zero of -0, which no file says.
  return source ? { x, y } : { x: Math.round(x) + 0, y: Math.round(y) + 0 };
}

/** The error of an operation that names a node which is not there. */
export function unknownNode(id: string, known: readonly string[]): AppError {
  return new AppError("invalid_input", `There is no node "${id}"; ${thereAre(known)}`);
}

/**
 * What comes back with its exact bytes may be as wrong as it was.
 *
 * @throws `invalid_input` where a new node cannot have its id, or comes with what is not its own.
 */
export function checkNewNode(operation: AddNode, isTaken: boolean): void {
  const { node: id, connections = [], source } = operation;
  if (isTaken) throw new AppError("invalid_input", `There is a node "${id}" already`);
  const stray = connections.find(({ from, to }) =>
    endOf(from).node !== id && endOf(to).node !== id
  );
  if (stray) {
    const { from, to } = stray;
    throw new AppError("invalid_input", `The connection ${from} -> ${to} does not touch "${id}"`);
  }
  if (source || ID_PATTERN.test(id)) return;
  const expected = "lower-case letters, digits and dashes that begin with a letter, at most 52";
  throw new AppError("invalid_input", `"${id}" is no id: expected ${expected}`);
}

/** @throws `invalid_input` where a new connection is none, or names nodes that are not there. */
export function checkNewConnection(
  { from, to, source }: Connect,
  known: readonly string[],
  isThere: boolean,
): void {
  for (const end of source ? [] : [from, to]) {
    const { node, port } = endOf(end);
    if (endText({ node, port }) !== end || node === "" || port === "") {
      throw new AppError("invalid_input", `"${end}" is no end of a connection: expected node.port`);
    }
    if (!known.includes(node)) throw unknownNode(node, known);
  }
  if (isThere) {
    throw new AppError("invalid_input", `There is a connection ${from} -> ${to} already`);
  }
}

/** The error of an operation that names a connection which is not there. */
export function unknownConnection(
  { from, to }: NewConnection,
  known: readonly NewConnection[],
): AppError {
  const near = known.filter((one) => one.from === from || one.to === to);
  const shown = (near.length > 0 ? near : known).map((one) => `${one.from} -> ${one.to}`);
  return new AppError(
    "invalid_input",
    `There is no connection ${from} -> ${to}; ${thereAre(shown)}`,
  );
}

/** The node and port of an end such as `db.endpoint`. */
export function endOf(text: string): ConnectionEnd {
  const [node = "", port = ""] = text.split(".");
  return { node, port };
}

/** @throws `invalid_input` where a node is put into a group that is not there. */
export function checkGroup({ value, source }: SetGroup, known: readonly string[]): void {
  if (value !== null && !source && !known.includes(value)) throw unknownNode(value, known);
}

/** The config that `set` makes; as a whole it can only be a map. */
export function checkConfig(value: Json): asserts value is JsonObject {
  if (!isObject(value)) throw new AppError("invalid_input", "config must be a map");
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

type Change = Exclude<
  Operation,
  { op: "add-node" | "remove-node" | "connect" | "disconnect" | "move" }
>;

function changed({ nodes }: Workflow, operation: Change): WorkflowNode {
  const node = nodeOf(nodes, operation.node);
  switch (operation.op) {
    case "set": {
      const path = pathToSet(node.config, operation.path);
      const config = withValue(node.config, path, operation.value);
      checkConfig(config);
      return { ...node, config };
    }
    case "unset": {
      const path = pathToUnset(node.config, operation.path);
      const config = path.length === 0
        ? {}
        : withoutKeys(node.config, path.slice(0, -1), path.slice(-1));
      return { ...node, config: config as JsonObject };
    }
    case "set-title": {
      const { title: _, ...rest } = node;
      return operation.value === "" ? rest : { ...rest, title: operation.value };
    }
    case "set-group": {
      checkGroup(operation, [...nodes.keys()]);
      const { group: _, ...rest } = node;
      return operation.value === null ? rest : { ...rest, group: operation.value };
    }
  }
}

function withoutPlace(layout: Layout, id: string): Layout {
  const { [id]: _, ...nodes } = layout.nodes;
  return { ...layout, nodes };
}
