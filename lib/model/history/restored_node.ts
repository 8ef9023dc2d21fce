import type { Drawing } from "../diff.ts";
import { AppError } from "../error.ts";
import { isObject, type Json, type JsonObject, lookup } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { Judge } from "../merge.ts";
import { mergedValue } from "../merge/values.ts";
import type { OperationPath } from "../operation.ts";
import type { Workflow, WorkflowNode } from "../workflow.ts";
import { firstSince } from "./first_since.ts";
import type { Keep, Kept } from "./kept.ts";
import { idAfter, idBefore, idsAfter, renamesAlong } from "./node_ids.ts";
import { rewired, wiresOf } from "./rewired.ts";

export type { Kept } from "./kept.ts";

/** What a node is brought back from. */
export interface NodeHistory {
  /** The version that has it as it shall be. */
  readonly was: Drawing;
  /** The versions that followed, the oldest first, without today's. */
  readonly later: readonly Workflow[];
  readonly today: Drawing;
}

/** How a node is brought back. */
export interface RestoreOptions {
  /** Whether also what was changed again gives way. */
  readonly overwrite: boolean;
  /** Finds the errors of a graph: a connection that would be one stays away. */
  readonly judge: Judge;
}

/** Today's drawing with the node as it was. */
export interface RestoredNode {
  readonly drawing: Drawing;
  /** Its id today and then. */
  readonly node: string;
  readonly was: string;
  readonly kept: readonly Kept[];
}

/**
 * Brings a node back as it was in a version: each field that was changed since and is still as that
 * change made it. What somebody changed again after that stays, and is told. A node that went comes back
 * with its place and with its connections to what is there; of one that is there only the connections
 * into it are its own. No other node changes.
 *
 * @throws `not_found` where the version has no such node.
 */
export function restoredNode(
  id: string,
  history: NodeHistory,
  { overwrite, judge }: RestoreOptions,
): RestoredNode {
  const { was, later, today } = history;
  const versions = [was.workflow, ...later, today.workflow];
  const renames = renamesAlong(versions);
  const before = idThen(id, was.workflow, idBefore(id, renames));
  const ids = idsAfter(before, renames);
  const node = ids.at(-1)!;
  const kept: Kept[] = [];
  const keep = (one: Omit<Kept, "node">) => void kept.push({ node, ...one });

  const states = versions.map(({ nodes }, index) => jsonOf(nodes.get(ids[index]!)));
  const [then, now] = [states[0]!, states.at(-1)];
  const isWanted = overwrite || now === undefined;
  const base = isWanted ? now : firstSince(then, states.slice(1));
  const merged = mergedValue({ base, ours: now, theirs: then }, [], (path, { ours, theirs }) => {
    const values = states.map((state) => valueOf(state, path));
    const again = values.findLastIndex((value, at) => !isSame(value, values[at - 1])) - 1;
    keep({ path, then: theirs ?? null, now: ours ?? null, reason: "changed_again", again });
  });
  const made = grouped(
    { id: node, config: {}, ...merged as JsonObject } as unknown as WorkflowNode,
    {
      today: today.workflow,
      after: (group) => idAfter(group, renames),
      keep,
    },
  );
  const withNode = {
    ...today.workflow,
    nodes: new Map(today.workflow.nodes).set(node, made),
  };
  const sides = { was: was.workflow, today: today.workflow };
  const wires = wiresOf(before, node, sides, (end) => idAfter(end, renames));
  const workflow = rewired(withNode, wires, { judge, keep });
  return { drawing: { workflow, layout: placed(history, before, node) }, node, was: before, kept };
}

function idThen(id: string, { nodes }: Workflow, traced: string): string {
  const found = [traced, id].find((one) => nodes.has(one));
  if (found !== undefined) return found;
  throw new AppError("not_found", `There was no node "${id}" in that commit`);
}

/** A node as a file holds it. */
function jsonOf(node: WorkflowNode | undefined): Json | undefined {
  if (!node) return undefined;
  const { id: _, ...said } = node;
  return said as unknown as Json;
}

/** What a node says at a path; nothing where there is no such thing. */
function valueOf(node: Json | undefined, path: OperationPath): Json | undefined {
  return path.reduce<Json | undefined>((at, step) => {
    if (typeof step === "string") return isObject(at) ? lookup(at, step) : undefined;
    if (!Array.isArray(at)) return undefined;
    if (typeof step === "number") return at[step];
    const [[key, name]] = Object.entries(step) as [[string, string]];
    return at.find((item) => isObject(item) && lookup(item, key) === name);
  }, node);
}

/** A node whose group is there under the id that it has today, or in none. */
function grouped(
  made: WorkflowNode,
  { today, after, keep }: {
    readonly today: Workflow;
    readonly after: (group: string) => string;
    readonly keep: Keep;
  },
): WorkflowNode {
  const { group, ...node } = made;
  if (group === undefined || today.nodes.has(group)) return made;
  if (today.nodes.has(after(group))) return { ...node, group: after(group) };
  const now = today.nodes.get(made.id)?.group;
  keep({
    path: ["group"],
    then: group,
    now: now ?? null,
    reason: "gone",
    message: `There is no node "${group}" today`,
  });
  return now === undefined ? node : { ...node, group: now };
}

/** A node that is there keeps its place; one that went gets back the one that it had. */
function placed({ was, today }: NodeHistory, before: string, node: string): Drawing["layout"] {
  const { layout } = today;
  const place = lookup(was.layout.nodes, before);
  const isPlaced = Object.keys(layout.nodes).length > 0;
  // Where nothing has a place, all is laid out automatically.
  if (today.workflow.nodes.has(node) || !place || !isPlaced) return layout;
  if (isSame(lookup(layout.nodes, node) as unknown as Json, place as unknown as Json)) {
    return layout;
  }
  return { ...layout, nodes: { ...layout.nodes, [node]: place } };
}
