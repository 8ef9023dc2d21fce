import type { Catalogue } from "../../lib/model/catalogue.ts";
import { type Grouping, groupingOf } from "../../lib/model/grouping.ts";
import { lookup } from "../../lib/model/json.ts";
import type { NodePlace } from "../../lib/model/layout.ts";
import type { Workflow, WorkflowNode } from "../../lib/model/workflow.ts";
import { NODE, type Point } from "../editor/canvas_view.ts";
import type { FlowNode, GroupData } from "./flow.ts";
import type { Scene } from "./scene.ts";
import { fitGroups, shownAs } from "./group_boxes.ts";

/** A group on the canvas. */
export type FlowGroup = Extract<FlowNode, { type?: "frame" }>;

/** The ids of the nodes that others name as their group, those around others first. */
export function groupsOf(workflow: Workflow, catalogue: Catalogue, grouping: Grouping): string[] {
  const depth = (id: string) => grouping.groupsAround(id).length;
  return [...workflow.nodes.values()]
    .filter(({ component }) => lookup(catalogue.components, component)?.groups)
    .map(({ id }) => id)
    .sort((one, other) => depth(one) - depth(other));
}

/**
 * Puts groups around the nodes of a scene: an open one is a box behind its members, a folded one
 * stands for them.
 *
 * @param drawn Every node of the workflow that is no group, and the notes.
 */
export function withGroups(
  scene: Scene,
  catalogue: Catalogue,
  drawn: readonly FlowNode[],
): FlowNode[] {
  const grouping = groupingOf(scene.workflow);
  const groups = groupsOf(scene.workflow, catalogue, grouping);
  if (groups.length === 0) return [...drawn];
  const seenAs = shownAs(grouping, scene.folding?.folded ?? new Set());
  const places = new Map(drawn.map(({ id, position }) => [id, position]));
  const boxes = groups.map((id) =>
    groupNode(scene, scene.workflow.nodes.get(id)!, grouping, places)
  );
  const fitted = fitGroups([...boxes, ...drawn]).map((node) => withOrigin(node));
  return fitted.map((node) => node.type === "frame" && node.data.isFolded ? small(node) : node)
    .filter((node) => node.type === "note" || seenAs(node.id) === node.id);
}

function groupNode(
  { layout, problems, selected, marks, folding }: Scene,
  { id, component, title }: WorkflowNode,
  grouping: Grouping,
  places: ReadonlyMap<string, Point>,
): FlowGroup {
  const own = problems.get(id) ?? [];
  const errors = own.filter(({ severity }) => severity === "error").length;
  const { x = 0, y = 0, width = EMPTY.width, height = EMPTY.height, color }: Partial<NodePlace> =
    lookup(layout.nodes, id) ?? {};
  const inside = [...places].filter(([node]) => grouping.groupsAround(node).includes(id));
  const data: GroupData = {
    title: title ?? id,
    component,
    isFolded: folding?.folded.has(id) ?? false,
    members: grouping.membersOf(id),
    places: new Map(inside),
    origin: { x, y },
    errors,
    warnings: own.length - errors,
    color,
    marks: marks?.get(id) ?? [],
    fold: folding?.toggle,
  };
  return {
    id,
    type: "frame",
    position: { x, y },
    width,
    height,
    selected: selected.has(id),
    dragHandle: ".group-head",
    zIndex: -1,
    ariaLabel: `${data.title}, group of ${inside.length}`,
    data,
  };
}

/** How large a group is drawn that holds nothing and says nothing of its size. */
const EMPTY = { width: NODE.width + 80, height: 140 };

function withOrigin(node: FlowNode): FlowNode {
  if (node.type !== "frame") return node;
  return { ...node, data: { ...node.data, origin: node.position } };
}

/** A folded group is no larger than a node; connections of its members end at it. */
function small(group: FlowGroup): FlowGroup {
  const { data, ...rest } = group;
  const handle = (type: "source" | "target", x: number) => ({
    id: type,
    type,
    position: type === "source" ? "right" : "left",
    x,
    y: NODE.head / 2,
    width: 1,
    height: 1,
  });
  const handles = [handle("target", 0), handle("source", NODE.width)] as FlowGroup["handles"];
  return { ...rest, data, width: NODE.width, height: NODE.head, handles, zIndex: 0 } as FlowGroup;
}

/** A group as it was, where it looks the same. */
export function keptGroup(before: FlowNode | undefined, after: FlowGroup): FlowGroup {
  if (before?.type !== "frame") return after;
  return looksOf(before) === looksOf(after) ? before : after;
}

function looksOf({ position, width, height, selected, data }: FlowGroup): string {
  const { places, fold: _, ...rest } = data;
  return JSON.stringify([position, width, height, selected, rest, [...places]]);
}
