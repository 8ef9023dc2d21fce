import { arranged, type Arrangement, type Box, INSIDE, type Size } from "./arrangement.ts";
import { fitted } from "./fitting.ts";
import { type Grouping, groupingOf } from "./grouping.ts";
import { lookup } from "./json.ts";
import type { Layout, NodePlace } from "./layout.ts";
import type { Workflow } from "./workflow.ts";

/**
 * A layout in which every node has its place: columns from left to right along the connections,
 * nodes of a group in one box, nodes without connections in rows below. The same workflow gives the
 * same layout.
 *
 * @param sizeOf How large a node is drawn.
 * @param existing Places that stay as they are; room is found for the rest.
 */
export function autoLayout(
  workflow: Workflow,
  sizeOf: (id: string) => Size,
  existing?: Layout,
): Layout {
  const ids = [...workflow.nodes.keys()];
  const kept = new Map(ids.flatMap((id) => {
    const place = existing && placeIn(existing, id);
    return place ? [[id, place] as const] : [];
  }));
  const grouping = groupingOf(workflow);
  const drawn = arrangedGroup(undefined, grouping, sizeOf).boxes;
  const boxes = kept.size === 0 ? drawn : fitted(workflow, grouping, { kept, drawn, sizeOf });
  const placeOf = (id: string, { x, y, width, height }: Box): NodePlace =>
    // A node has its size from the canvas; the box of a group is written down.
    grouping.membersOf(id).length === 0 ? { x, y } : { x, y, width, height };
  return {
    name: workflow.name,
    nodes: Object.fromEntries(ids.map((id) => [id, kept.get(id) ?? placeOf(id, boxes.get(id)!)])),
    notes: existing?.notes ?? {},
  };
}

/** A place that is there and is one: in the browser a layout may have faults. */
function placeIn({ nodes }: Layout, id: string): NodePlace | undefined {
  const place = lookup(nodes, id);
  return Number.isFinite(place?.x) && Number.isFinite(place?.y) ? place : undefined;
}

/** What stands in a group, from 0: each inner group arranged by itself and then as one thing. */
function arrangedGroup(
  group: string | undefined,
  grouping: Grouping,
  sizeOf: (id: string) => Size,
): Arrangement {
  const members = grouping.membersOf(group);
  const inner = new Map(
    members.filter((id) => grouping.membersOf(id).length > 0)
      .map((id) => [id, arrangedGroup(id, grouping, sizeOf)]),
  );
  const sizes = new Map(members.map((id) => [id, around(inner.get(id)) ?? sizeOf(id)]));
  const whole = arranged(sizes, grouping.edgesIn(group));
  const boxes = new Map(whole.boxes);
  for (const [id, { x, y }] of whole.boxes) {
    for (const [member, box] of inner.get(id)?.boxes ?? []) {
      boxes.set(member, { ...box, x: x + INSIDE.side + box.x, y: y + INSIDE.top + box.y });
    }
  }
  return { ...whole, boxes };
}

/** The box around an inner group. */
function around(inner: Size | undefined): Size | undefined {
  if (!inner) return undefined;
  return {
    width: inner.width + 2 * INSIDE.side,
    height: inner.height + INSIDE.top + INSIDE.side,
  };
}
