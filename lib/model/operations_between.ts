import { AppError } from "./error.ts";
import { fieldOperations } from "./diff/field_operations.ts";
import {
  compare,
  type Difference,
  type Drawing,
  type NodeChange,
  type PlaceChange,
  renamed,
} from "./diff.ts";
import type { NodePlace } from "./layout.ts";
import type { NewConnection, Operation, RenameNode } from "./operation.ts";
import type { Workflow, WorkflowNode } from "./workflow.ts";

/**
 * The operations that make one drawing into another.
 *
 * @throws `not_supported` where the kind differs: no operation changes it.
 */
export function operationsBetween(base: Drawing, head: Drawing): Operation[] {
  return operationsOf(compare(base, head), base, head);
}

/** The same, for what was compared already. */
export function operationsOf(
  { fields, nodes, connections, places, notes }: Difference,
  base: Drawing,
  head: Drawing,
): Operation[] {
  const renames = nodes.flatMap((change) => renameOf(change));
  const before = renamed(base, renames).workflow;
  const after = head.workflow;
  const of = (change: NodeChange["change"]) => nodes.filter((one) => one.change === change);
  // A node that goes takes its connections along.
  const gone = new Set(of("removed").map(({ node }) => node));
  const lost = connections.filter(({ change, from, to }) =>
    change !== "added" && ![from, to].some((end) => gone.has(nodeOf(end)))
  );
  const made = connections.filter(({ change }) => change !== "removed");
  return [
    ...renames,
    ...lost.map(({ from, to }): Operation => ({ op: "disconnect", from, to })),
    ...of("removed").map(({ node }): Operation => ({ op: "remove-node", node })),
    ...of("added").map(({ node }) => addition(after.nodes.get(node)!)),
    ...nodes.flatMap(({ node }) => changesOf(node, before, after)),
    ...made.map((one): Operation => ({ op: "connect", ...newConnection(one) })),
    ...fields.map(({ path, after = null }): Operation => {
      const [section, ...rest] = path;
      if (section === "metadata") return { op: "set-metadata", path: rest, value: after };
      if (section === "spec") return { op: "set-spec", path: rest, value: after };
      throw new AppError("not_supported", "No operation changes the kind of a workflow");
    }),
    ...places.flatMap(placeOperations),
    ...notes.map(({ note, before, after }): Operation => {
      if (!after) return { op: "remove-note", note };
      return { op: before ? "set-note" : "add-note", note, ...after };
    }),
  ];
}

function renameOf({ node, was }: NodeChange): RenameNode[] {
  return was === undefined ? [] : [{ op: "rename-node", node: was, to: node }];
}

function nodeOf(end: string): string {
  return end.slice(0, end.indexOf("."));
}

function newConnection({ from, to, order }: Required<NewConnection>): NewConnection {
  return { from, to, ...(!order && { order }) };
}

function addition({ id: node, config, ...fields }: WorkflowNode): Operation {
  const hasConfig = Object.keys(config).length > 0;
  return { op: "add-node", node, ...fields, ...(hasConfig && { config }) };
}

/** What a node that was there and is there says otherwise. */
function changesOf(id: string, base: Workflow, head: Workflow): Operation[] {
  const [before, after] = [base.nodes.get(id), head.nodes.get(id)];
  if (!before || !after) return [];
  const set = <T>(one: T, other: T, operation: (value: T) => Operation) =>
    one === other ? [] : [operation(other)];
  const { component, title = "", description = "", group } = after;
  return [
    ...set(before.component, component, (value) => ({ op: "set-component", node: id, value })),
    ...set(before.title ?? "", title, (value) => ({ op: "set-title", node: id, value })),
    ...set(before.description ?? "", description, (value) => (
      { op: "set-description", node: id, value }
    )),
    ...set(before.group, group, (value) => ({ op: "set-group", node: id, value: value ?? null })),
    ...fieldOperations(id, before.config, after.config),
  ];
}

function placeOperations({ node, before, after }: PlaceChange): Operation[] {
  if (!after) return [{ op: "move", node, x: null, y: null }];
  const { x, y, width = null, height = null, color = null } = after;
  const old: Partial<NodePlace> = before ?? {};
  return [
    ...(old.x === x && old.y === y ? [] : [{ op: "move" as const, node, x, y }]),
    ...((old.width ?? null) === width && (old.height ?? null) === height
      ? []
      : [{ op: "resize" as const, node, width, height }]),
    ...((old.color ?? null) === color ? [] : [{ op: "set-color" as const, node, value: color }]),
  ];
}
