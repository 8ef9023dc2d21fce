import { arranged, type Arrangement, type Box, INSIDE, NODE, type Size } from "./arrangement.ts";
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
 * @param existing Places that stay as they are; room is found for the rest.
 */
export function autoLayout(workflow: Workflow, existing?: Layout): Layout {
  const ids = [...workflow.nodes.keys()];
  const kept = new Map(ids.flatMap((id) => {
    const place = existing && placeIn(existing, id);
    return place ? [[id, place] as const] : [];
  }));
  const grouping = groupingOf(workflow);
  const drawn = arrangedGroup(undefined, grouping).boxes;
  const boxes = kept.size === 0 ? drawn : fitted(workflow, grouping, { kept, drawn });
  return {
    name: workflow.name,
    nodes: Object.fromEntries(ids.map((id) => [id, kept.get(id) ?? placeOf(boxes.get(id)!)])),
    notes: existing?.notes ?? {},
  };
}

/** A place that is there and is one: in the browser a layout may have faults. */
function placeIn({ nodes }: Layout, id: string): NodePlace | undefined {
  const place = lookup(nodes, id);
  return Number.isFinite(place?.x) && Number.isFinite(place?.y) ? place : undefined;
}

/** A node has its size from the canvas; the box of a group is written down. */
function placeOf({ x, y, width, height }: Box): NodePlace {
  return width === NODE.width && height === NODE.height ? { x, y } : { x, y, width, height };
}

/** What stands in a group, from 0: each inner group arranged by itself and then as one thing. */
function arrangedGroup(group: string | undefined, grouping: Grouping): Arrangement {
  const members = grouping.membersOf(group);
  const inner = new Map(
    members.filter((id) => grouping.membersOf(id).length > 0)
      .map((id) => [id, arrangedGroup(id, grouping)]),
  );
  const sizes = new Map(members.map((id) => [id, sizeOf(inner.get(id))]));
  const whole = arranged(sizes, grouping.edgesIn(group));
  const boxes = new Map(whole.boxes);
  for (const [id, { x, y }] of whole.boxes) {
    for (const [member, box] of inner.get(id)?.boxes ?? []) {
      boxes.set(member, { ...box, x: x + INSIDE.side + box.x, y: y + INSIDE.top + box.y });
    }
  }
  return { ...whole, boxes };
}

function sizeOf(inner: Size | undefined): Size {
  if (!inner) return NODE;
  return {
    width: inner.width + 2 * INSIDE.side,
    height: inner.height + INSIDE.top + INSIDE.side,
  };
}
