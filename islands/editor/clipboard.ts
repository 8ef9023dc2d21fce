import type { NodePlace } from "../../lib/model/layout.ts";
import type { NewConnection, Operation } from "../../lib/model/operation.ts";
import { endText, type Workflow, type WorkflowNode } from "../../lib/model/workflow.ts";
import { freeId } from "./node_ids.ts";

/** Nodes that were copied, with the connections between them. Plain JSON. */
export interface Copied {
  readonly celestra: "nodes";
  readonly nodes: readonly (WorkflowNode & { readonly x: number; readonly y: number })[];
  readonly connections: readonly NewConnection[];
}

/** What pasting does, and the nodes that come of it. */
export interface Pasted {
  readonly operations: readonly Operation[];
  readonly nodes: readonly string[];
}

/** Copies nodes of a workflow. */
export function copied(
  { nodes, connections }: Workflow,
  places: Readonly<Record<string, NodePlace>>,
  ids: ReadonlySet<string>,
): Copied {
  return {
    celestra: "nodes",
    nodes: [...nodes.values()].filter(({ id }) => ids.has(id))
      .map((node) => ({ ...node, x: places[node.id]?.x ?? 0, y: places[node.id]?.y ?? 0 })),
    connections: connections
      .filter(({ from, to }) => ids.has(from.node) && ids.has(to.node))
      .map(({ from, to, order }) => ({
        from: endText(from),
        to: endText(to),
        ...(order ? {} : { order }),
      })),
  };
}

/** Adds copied nodes under free ids, moved by an offset, joined among themselves as they were. */
export function pasted(
  copy: Copied,
  { nodes: taken }: Workflow,
  offset: { readonly x: number; readonly y: number },
): Pasted {
  const ids = newIds(copy, new Set(taken.keys()));
  const operations = copy.nodes.flatMap((node): Operation[] => [
    addition(node, ids, taken),
    {
      op: "move",
      node: ids.get(node.id)!,
      x: Math.round(node.x + offset.x),
      y: Math.round(node.y + offset.y),
    },
  ]);
  const joins = copy.connections.map((one): Operation => ({
    op: "connect",
    ...one,
    from: renamed(one.from, ids),
    to: renamed(one.to, ids),
  }));
  return { operations: [...operations, ...joins], nodes: [...ids.values()] };
}

/** Reads copied nodes from text of the clipboard. */
export function copiedIn(text: string): Copied | undefined {
  try {
    const value = JSON.parse(text);
    return isCopied(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Anybody can put anything into a clipboard; what is inside the nodes is judged when they are added. */
function isCopied(value: Partial<Copied> | null): value is Copied {
  return value?.celestra === "nodes" && Array.isArray(value.nodes) &&
    Array.isArray(value.connections) &&
    value.nodes.every((node) =>
      typeof node?.id === "string" && typeof node.component === "string" &&
      typeof node.config === "object" && node.config !== null &&
      Number.isFinite(node.x) && Number.isFinite(node.y)
    ) &&
    value.connections.every((one) => typeof one?.from === "string" && typeof one.to === "string");
}

function addition(
  { id, component, config, title, description, group }: WorkflowNode,
  ids: ReadonlyMap<string, string>,
  taken: ReadonlyMap<string, WorkflowNode>,
): Operation {
  const around = group === undefined ? undefined : ids.get(group) ?? group;
  return {
    op: "add-node",
    node: ids.get(id)!,
    component,
    ...(Object.keys(config).length > 0 ? { config } : {}),
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(around !== undefined && (ids.has(group!) || taken.has(around)) ? { group: around } : {}),
  };
}

function newIds({ nodes }: Copied, taken: Set<string>): Map<string, string> {
  return new Map(nodes.map(({ id }) => {
    const free = freeId(id, taken);
    taken.add(free);
    return [id, free];
  }));
}

function renamed(end: string, ids: ReadonlyMap<string, string>): string {
  const [node = "", port = ""] = end.split(".");
  return `${ids.get(node) ?? node}.${port}`;
}
