import type { Drawing } from "../diff.ts";
import { type Json, type JsonObject, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { NodePlace } from "../layout.ts";
import type { AddNode, NewConnection, Operation, OperationPath } from "../operation.ts";
import { endText, type Workflow } from "../workflow.ts";
import type { Conflict, Sides } from "./conflict.ts";

/** How somebody decides a conflict: by what one version says or, of a field, by a value of their own. */
export type Decision =
  | { readonly take: "base" | "ours" | "theirs" }
  | { readonly value: Json };

/** A conflict and how it is decided. */
export interface Decided {
  readonly conflict: Conflict;
  readonly decision: Decision;
}

/**
 * Whether a decision says what becomes of a conflict. No side can be taken of what both make together,
 * no operation changes the kind, and only a field takes any value.
 */
export function canDecide({ node, path }: Conflict, decision: Decision): boolean {
  const [head] = path;
  if (head === "graph" || (node === null && head === "kind")) return false;
  return "take" in decision || !(head === undefined || WHOLE.includes(String(head)));
}

/** What is no field, so that a value of somebody's own could be anything. */
const WHOLE: readonly string[] = ["id", "connections", "notes"];

/** What decisions are carried out on: three versions with the same ids, and what a merge made of them. */
export interface Undecided {
  readonly versions: Sides<Drawing>;
  readonly merged: Workflow;
}

/** The operations that make what a merge left, with ours in the place of each conflict, into what was decided. */
export function decisionOperations(
  decided: readonly Decided[],
  undecided: Undecided,
): Operation[] {
  const all = decided.flatMap(({ conflict, decision }) =>
    operationsOf(conflict, decision, undecided)
  );
  const known = knownAfter(undecided.merged, all);
  const possible = all.flatMap((operation) => possibleOf(operation, known));
  const together = [...emptied(undecided.merged, known), ...possible];
  const distinct = [...new Map(together.map((one) => [JSON.stringify(one), one])).values()];
  // What others name must be there before, and goes after them; an id changes last of all.
  return ORDER.flatMap((isNow) => distinct.filter(isNow));
}

/** The ids of the nodes that are there once all is decided. */
function knownAfter({ nodes }: Workflow, all: readonly Operation[]): ReadonlySet<string> {
  const known = new Set(nodes.keys());
  for (const operation of all) {
    if (operation.op === "add-node") known.add(operation.node);
    if (operation.op === "remove-node") known.delete(operation.node);
  }
  return known;
}

/** What came back cannot be joined to what is gone, nor be put into it. */
function possibleOf(operation: Operation, known: ReadonlySet<string>): Operation[] {
  switch (operation.op) {
    case "add-node": {
      const { group, ...ungrouped } = operation;
      return [group === undefined || known.has(group) ? operation : ungrouped];
    }
    case "set-group":
      return operation.value === null || known.has(operation.value) ? [operation] : [];
    case "connect": {
      const nodes = [operation.from, operation.to].map((end) => end.slice(0, end.indexOf(".")));
      return nodes.every((node) => known.has(node)) ? [operation] : [];
    }
    default:
      return [operation];
  }
}

/** Whoever is in a group that goes is in none. */
function emptied({ nodes }: Workflow, known: ReadonlySet<string>): Operation[] {
  return [...nodes.values()].flatMap(({ id: node, group }): Operation[] => {
    const isLeft = group !== undefined && nodes.has(group) && !known.has(group) && known.has(node);
    return isLeft ? [{ op: "set-group", node, value: null }] : [];
  });
}

const ORDER: readonly ((operation: Operation) => boolean)[] = [
  ({ op }) => op === "add-node",
  ({ op }) => !["add-node", "remove-node", "rename-node"].includes(op),
  ({ op }) => op === "remove-node",
  ({ op }) => op === "rename-node",
];

function operationsOf(
  conflict: Conflict,
  decision: Decision,
  undecided: Undecided,
): Operation[] {
  if ("take" in decision && decision.take === "ours") return [];
  const value = "take" in decision ? conflict[decision.take] : decision.value;
  if (isSame(value, conflict.ours)) return [];
  const { node, path: [head, ...rest] } = conflict;
  if (node === null) return ofWorkflow(conflict, value);
  switch (head) {
    case undefined:
      return ofNode(conflict, value, "take" in decision ? decision.take : "ours", undecided);
    case "id":
      return [{ op: "rename-node", node, to: String(value) }];
    case "connections":
      return ofConnection(conflict.ours, value);
    default:
      return ofField(node, [head, ...rest], value);
  }
}

function ofWorkflow({ path: [head, ...rest], ours }: Conflict, value: Json): Operation[] {
  if (head === "metadata") return [{ op: "set-metadata", path: rest, value }];
  if (head === "spec") return [{ op: "set-spec", path: rest, value }];
  const note = String(rest[0]);
  if (value === null) return [{ op: "remove-note", note }];
  const op = ours === null ? "add-note" : "set-note";
  return [{ op, note, ...value as JsonObject } as unknown as Operation];
}

/** A node as a whole: it goes, comes back with what it was joined to, or is what it is there. */
function ofNode(
  { node, ours }: Conflict,
  value: Json,
  side: keyof Sides<Drawing>,
  { versions, merged }: Undecided,
): Operation[] {
  const id = node!;
  if (value === null) return [{ op: "remove-node", node: id }];
  if (ours === null) return versions[side] ? cameBack(id, versions[side], merged) : [];
  const now = ours as JsonObject;
  const fields = [...new Set([...Object.keys(now), ...Object.keys(value)])];
  return fields.flatMap((field) => {
    const [before, after] = [now, value as JsonObject].map((one) => lookup(one, field) ?? null);
    // To set anew what stands there would write it otherwise: an empty title goes.
    return isSame(before!, after!) ? [] : ofField(id, [field], after!);
  });
}

function cameBack(id: string, { workflow, layout }: Drawing, merged: Workflow): Operation[] {
  const node = workflow.nodes.get(id);
  if (!node) return [];
  const { id: _, ...fields } = node;
  return [
    { op: "add-node", node: id, ...fields } as AddNode,
    ...joinedTo(id, workflow).map((ends): Operation => ({ op: "connect", ...ends })),
    ...membersOf(id, workflow, merged)
      .map((node): Operation => ({ op: "set-group", node, value: id })),
    ...placed(id, lookup(layout.nodes, id)),
  ];
}

/** Who was in a group, and is in none since it went. */
function membersOf(id: string, { nodes }: Workflow, merged: Workflow): string[] {
  const isLeft = (node: string) =>
    merged.nodes.has(node) && merged.nodes.get(node)?.group === undefined;
  return [...nodes.values()].filter(({ group }) => group === id).map(({ id }) => id).filter(isLeft);
}

function placed(node: string, place: NodePlace | undefined): Operation[] {
  if (!place) return [];
  const { x, y, width, height, color } = place;
  return [
    { op: "move", node, x, y },
    ...(width === undefined || height === undefined
      ? []
      : [{ op: "resize", node, width, height } as const]),
    ...(color === undefined ? [] : [{ op: "set-color", node, value: color } as const]),
  ];
}

function joinedTo(id: string, { connections }: Workflow): NewConnection[] {
  return connections.filter(({ from, to }) => from.node === id || to.node === id)
    .map(({ from, to, order }) => ({
      from: endText(from),
      to: endText(to),
      ...(!order && { order }),
    }));
}

function ofConnection(ours: Json, value: Json): Operation[] {
  const ends = ({ from, to }: JsonObject) => ({ from: String(from), to: String(to) });
  const old = ours === null ? [] : [{ op: "disconnect" as const, ...ends(ours as JsonObject) }];
  if (value === null) return old;
  const { order } = value as JsonObject;
  const made = { ...ends(value as JsonObject), ...(order === false && { order }) };
  return [...old, { op: "connect", ...made }];
}

function ofField(node: string, [head, ...rest]: OperationPath, value: Json): Operation[] {
  switch (head) {
    case "title":
    case "description":
      return [{ op: `set-${head}`, node, value: String(value ?? "") }];
    case "group":
      return [{ op: "set-group", node, value: value as string | null }];
    case "component":
      return [{ op: "set-component", node, value: String(value) }];
    default:
      if (rest.length === 0) return [{ op: "set", node, path: [], value: value ?? {} }];
      return value === null
        ? [{ op: "unset", node, path: rest }]
        : [{ op: "set", node, path: rest, value }];
  }
}
