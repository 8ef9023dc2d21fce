import { connectionsOf } from "../diff.ts";
import type { Json, JsonObject } from "../json.ts";
import { isSame } from "../json_path.ts";
import type { Workflow, WorkflowNode } from "../workflow.ts";
import { conflictOf, eachSide, type Report, type Sides } from "./conflict.ts";
import { mergedValue } from "./values.ts";

/** Three versions of a workflow. */
export interface Workflows {
  readonly base: Workflow;
  readonly ours: Workflow;
  readonly theirs: Workflow;
}

/** The nodes of three versions, each by itself. */
export function mergedNodes(workflows: Workflows, report: Report): Map<string, WorkflowNode> {
  const { base, ours, theirs } = workflows;
  const ids = new Set([...ours.nodes.keys(), ...theirs.nodes.keys(), ...base.nodes.keys()]);
  const nodes = new Map<string, WorkflowNode>();
  for (const id of ids) {
    const node = mergedNode(id, workflows, report);
    if (node) nodes.set(id, node);
  }
  for (const [id, { group, ...node }] of nodes) {
    // Into a group that went nobody can be put; that it went is told where it is.
    if (group !== undefined && !nodes.has(group) && isNodeOf(group, workflows)) {
      nodes.set(id, node);
    }
  }
  return nodes;
}

function isNodeOf(id: string, { base, ours, theirs }: Workflows): boolean {
  return [base, ours, theirs].some(({ nodes }) => nodes.has(id));
}

function mergedNode(id: string, workflows: Workflows, report: Report): WorkflowNode | undefined {
  const sides = eachSide(workflows, ({ nodes }) => nodes.get(id)) as Sides<WorkflowNode>;
  const { base, ours, theirs } = sides;
  const json = eachSide(sides, jsonOf);
  if (base && (!ours || !theirs)) {
    if (!ours && !theirs) return undefined;
    const [other, side] = ours ? [json.ours, workflows.ours] : [json.theirs, workflows.theirs];
    if (isSame(other, json.base) && !isReachedAnew(id, workflows.base, side)) return undefined;
    report(conflictOf(id, [], json));
    return ours;
  }
  if (!ours || !theirs) return ours ?? theirs;
  if (!base && !isSame(json.ours, json.theirs)) {
    report(conflictOf(id, [], json));
    return ours;
  }
  const merged = mergedValue(json, [], (path, values) => report(conflictOf(id, path, values)));
  return { id, config: {}, ...merged as JsonObject } as unknown as WorkflowNode;
}

/** A node as a file holds it. */
function jsonOf({ id: _, ...node }: WorkflowNode): Json {
  return node as unknown as Json;
}

/** Whether a side connects something with a node, or puts something into it, that base does not. */
function isReachedAnew(id: string, base: Workflow, side: Workflow): boolean {
  const known = connectionsOf(base);
  const isAnew = [...connectionsOf(side)].some(([ends, { from, to }]) =>
    !known.has(ends) && [from, to].some((end) => end.startsWith(`${id}.`))
  );
  return isAnew ||
    [...side.nodes.values()].some((node) =>
      node.group === id && base.nodes.get(node.id)?.group !== id
    );
}
