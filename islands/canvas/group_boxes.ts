import type { Grouping } from "../../lib/model/grouping.ts";
import type { Point } from "../editor/canvas_view.ts";
import type { FlowNode } from "./flow.ts";
import { boxOf } from "./flow_view.ts";
import { aroundAll, type Box } from "./viewport.ts";

/** The room inside of a box around its members; `lib/model/arrangement.ts` leaves as much. */
const INSIDE = { side: 40, top: 60 } as const;

/** What stands for a node on the canvas: itself, or the outermost folded group around it. */
export function shownAs(
  { groupsAround }: Grouping,
  folded: ReadonlySet<string>,
): (node: string) => string {
  return (node) => groupsAround(node).find((group) => folded.has(group)) ?? node;
}

/** The nodes, each group as large as what stands in it; inner groups first. */
export function fitGroups(nodes: readonly FlowNode[]): FlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const groups = nodes.filter((node) => node.type === "frame");
  // A group stands before what is in it; backwards, every inner one is done first.
  for (const group of groups.toReversed()) {
    const members = group.data.members.flatMap((id) => byId.get(id) ?? []);
    if (members.length === 0) continue;
    const { x, y, width, height } = boxAround(members.map(boxOf));
    const isSame = group.position.x === x && group.position.y === y &&
      group.width === width && group.height === height;
    if (!isSame) byId.set(group.id, { ...group, position: { x, y }, width, height });
  }
  return nodes.map(({ id }) => byId.get(id)!);
}

/** The box around members, with room for its title. */
export function boxAround(members: readonly Box[]): Box {
  const { x, y, width, height } = aroundAll(members);
  return {
    x: x - INSIDE.side,
    y: y - INSIDE.top,
    width: width + 2 * INSIDE.side,
    height: height + INSIDE.top + INSIDE.side,
  };
}

/** Where the nodes in a group stand when its box is moved to a point. */
export function carried(
  { data: { places, origin } }: Extract<FlowNode, { type?: "frame" }>,
  { x, y }: Point,
): (Point & { readonly node: string })[] {
  return [...places].map(([node, place]) => ({
    node,
    x: place.x + x - origin.x,
    y: place.y + y - origin.y,
  }));
}

/** The innermost open group whose box holds a point. */
export function groupAt(nodes: readonly FlowNode[], { x, y }: Point): string | undefined {
  return nodes.findLast((node) => {
    if (node.type !== "frame" || node.data.isFolded) return false;
    const box = boxOf(node);
    return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
  })?.id;
}
