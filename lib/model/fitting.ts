import { type Box, GAP, GRID, INSIDE, NODE, onGrid, type Size } from "./arrangement.ts";
import type { Grouping } from "./grouping.ts";
import type { NodePlace } from "./layout.ts";
import type { Workflow } from "./workflow.ts";

/** What a canvas holds already, and what it would hold if it were empty. */
export interface Canvas {
  readonly kept: ReadonlyMap<string, NodePlace>;
  readonly drawn: ReadonlyMap<string, Box>;
  readonly sizeOf: (id: string) => Size;
}

/**
 * Finds room for the nodes that have no place: beside one that they are connected to, else below.
 * Nothing that has a place moves.
 */
export function fitted(
  { nodes, connections }: Workflow,
  grouping: Grouping,
  { kept, drawn, sizeOf }: Canvas,
): Map<string, Box> {
  const boxes = new Map([...kept].map(([id, place]) => [id, { ...sizeOf(id), ...place }]));
  const isGroup = (id: string) => grouping.membersOf(id).length > 0;
  const missing = new Set([...nodes.keys()].filter((id) => !boxes.has(id) && !isGroup(id)));
  const placed = [...boxes.keys()].filter((id) => !isGroup(id));
  const beside = neighbours(connections);
  const corner = { x: leftOf(boxes), y: bottomOf(boxes) + GAP.height };

  const put = (id: string, x: number, y: number) => {
    const around = grouping.groupsAround(id);
    boxes.set(id, freeBelow({ ...sizeOf(id), x: onGrid(x), y: onGrid(y) }, boxes, around));
    missing.delete(id);
    placed.push(id);
  };
  const putNeighbours = () => {
    for (let id; (id = placed.shift()) !== undefined;) {
      const { x, y } = boxes.get(id)!;
      for (const [other, side] of beside.get(id) ?? []) {
        if (missing.has(other)) put(other, x + side * (NODE.width + GAP.width), y);
      }
    }
  };

  putNeighbours();
  for (const [id, { x, y }] of drawn) {
    if (missing.has(id)) put(id, corner.x + x, corner.y + y);
    putNeighbours();
  }
  return withGroups(boxes, [...nodes.keys()].filter(isGroup), grouping);
}

/** What each node is connected to, and on which side that belongs: -1 is left. */
function neighbours(connections: Workflow["connections"]): Map<string, [string, -1 | 1][]> {
  const found = new Map<string, [string, -1 | 1][]>();
  const add = (id: string, other: string, side: -1 | 1) => {
    const known = found.get(id);
    if (known) known.push([other, side]);
    else found.set(id, [[other, side]]);
  };
  for (const { from, to } of connections) {
    add(from.node, to.node, 1);
    add(to.node, from.node, -1);
  }
  return found;
}

/** The box, moved down until it leaves a gap to all others; it may stand in the groups around it. */
function freeBelow(box: Box, boxes: Boxes, around: readonly string[]): Box {
  const others: Box[] = [];
  for (const [id, other] of boxes) {
    const isApart = box.x + box.width + GAP.width <= other.x ||
      other.x + other.width + GAP.width <= box.x;
    if (!isApart && !around.includes(id)) others.push(other);
  }
  let { y } = box;
  for (const other of others.sort((a, b) => a.y - b.y)) {
    const isClear = y + box.height + GAP.height <= other.y ||
      other.y + other.height + GAP.height <= y;
    if (!isClear) y = Math.ceil((other.y + other.height + GAP.height) / GRID) * GRID;
  }
  return { ...box, y };
}

/** Draws the boxes of groups that have none around their members, the inner ones first. */
function withGroups(
  boxes: Map<string, Box>,
  groups: readonly string[],
  { membersOf, groupsAround }: Grouping,
): Map<string, Box> {
  const innerFirst = groups.toSorted((a, b) => groupsAround(b).length - groupsAround(a).length);
  for (const group of innerFirst) {
    if (boxes.has(group)) continue;
    const members = new Map(membersOf(group).map((id) => [id, boxes.get(id)!]));
    const [x, y] = [leftOf(members) - INSIDE.side, topOf(members) - INSIDE.top];
    const width = rightOf(members) + INSIDE.side - x;
    boxes.set(group, { x, y, width, height: bottomOf(members) + INSIDE.side - y });
  }
  return boxes;
}

type Boxes = ReadonlyMap<string, Box>;

function leftOf(boxes: Boxes): number {
  return Math.min(...[...boxes.values()].map(({ x }) => x));
}

function topOf(boxes: Boxes): number {
  return Math.min(...[...boxes.values()].map(({ y }) => y));
}

function rightOf(boxes: Boxes): number {
  return Math.max(...[...boxes.values()].map(({ x, width }) => x + width));
}

function bottomOf(boxes: Boxes): number {
  return Math.max(...[...boxes.values()].map(({ y, height }) => y + height));
}
