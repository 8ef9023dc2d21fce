import { type Edge, layersOf } from "./layers.ts";

/** How wide and high something is on the canvas. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle on the canvas; its corner is at the upper left. */
export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

/** The lines that things are put on. */
export const GRID = 20;

/** The size that a node takes on the canvas; a multiple of the grid, as all that follows. */
export const NODE: Size = { width: 220, height: 100 };

/** How much room stays between things, across and down. */
export const GAP: Size = { width: 80, height: 40 };

/** The room inside a group's box: at its sides and below, and above for its title. */
export const INSIDE = { side: 2 * GRID, top: 3 * GRID } as const;

/** How many things without edges stand in a row at least. */
const ROW = 4;

/** Boxes side by side, from 0, and the size that they take together. */
export interface Arrangement extends Size {
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Puts things in columns along their edges, and below them in rows what has none. */
export function arranged(sizes: ReadonlyMap<string, Size>, edges: readonly Edge[]): Arrangement {
  const joined = new Set(edges.flat());
  const [graph, loose] = [true, false].map((isJoined) =>
    [...sizes.keys()].filter((id) => joined.has(id) === isJoined)
  ) as [string[], string[]];
  const columns = inColumns(layersOf(graph, edges), sizes);
  const least = Math.max(ROW, Math.ceil(Math.sqrt(loose.length))) * (NODE.width + GAP.width);
  const top = columns.height > 0 ? columns.height + GAP.height : 0;
  const rows = inRows(loose, sizes, Math.max(columns.width, least - GAP.width), top);
  return around(new Map([...columns.boxes, ...rows]));
}

/** A column for each layer, its middle at the middle of the highest. */
function inColumns(
  layers: readonly (readonly string[])[],
  sizes: ReadonlyMap<string, Size>,
): Arrangement {
  const heightOf = (layer: readonly string[]) =>
    layer.reduce((sum, id) => sum + sizes.get(id)!.height + GAP.height, -GAP.height);
  const highest = Math.max(0, ...layers.map(heightOf));
  const boxes = new Map<string, Box>();
  let x = 0;
  for (const layer of layers) {
    let y = onGrid((highest - heightOf(layer)) / 2);
    for (const id of layer) {
      const size = sizes.get(id)!;
      boxes.set(id, { x, y, ...size });
      y += size.height + GAP.height;
    }
    x += Math.max(...layer.map((id) => sizes.get(id)!.width)) + GAP.width;
  }
  return around(boxes);
}

/** Rows from a height downward, none wider than told unless one thing is. */
function inRows(
  ids: readonly string[],
  sizes: ReadonlyMap<string, Size>,
  width: number,
  top: number,
): Map<string, Box> {
  const boxes = new Map<string, Box>();
  let [x, y, height] = [0, top, 0];
  for (const id of ids) {
    const size = sizes.get(id)!;
    if (x > 0 && x + size.width > width) [x, y, height] = [0, y + height + GAP.height, 0];
    boxes.set(id, { x, y, ...size });
    x += size.width + GAP.width;
    height = Math.max(height, size.height);
  }
  return boxes;
}

function around(boxes: ReadonlyMap<string, Box>): Arrangement {
  let [width, height] = [0, 0];
  for (const box of boxes.values()) {
    width = Math.max(width, box.x + box.width);
    height = Math.max(height, box.y + box.height);
  }
  return { boxes, width, height };
}

/** The nearest line of the grid. */
export function onGrid(length: number): number {
  return Math.round(length / GRID) * GRID;
}
