/** An edge from one vertex to another. */
export type Edge = readonly [from: string, to: string];

/** How often the order inside the layers is improved, from the left and from the right. */
const SWEEPS = 4;

/**
 * Puts the vertices of a graph into layers, so that edges lead from left to right, and orders each
 * layer so that few of them cross (Sugiyama, Tagawa, Toda: "Methods for visual understanding of
 * hierarchical system structures", 1981). Where edges go round in a circle, the first vertex leads.
 */
export function layersOf(vertices: readonly string[], edges: readonly Edge[]): string[][] {
  const ranks = ranksOf(vertices, edges);
  const layers: string[][] = [];
  for (const vertex of vertices) (layers[ranks.get(vertex)!] ??= []).push(vertex);
  return ordered(layers.filter((layer) => layer !== undefined), edges);
}

/** The layer of each vertex: right of everything that leads to it. */
function ranksOf(vertices: readonly string[], edges: readonly Edge[]): Map<string, number> {
  const next = neighbours(edges);
  const waiting = new Map(vertices.map((vertex) => [vertex, 0]));
  for (const [, to] of edges) waiting.set(to, waiting.get(to)! + 1);
  const ranks = new Map(vertices.map((vertex) => [vertex, 0]));
  const ready = vertices.filter((vertex) => waiting.get(vertex) === 0);
  const sources = new Set(ready);
  const done = new Set<string>();
  const follow = (vertex: string) => {
    if (done.has(vertex)) return;
    done.add(vertex);
    for (const to of next.get(vertex) ?? []) {
      if (done.has(to)) continue;
      ranks.set(to, Math.max(ranks.get(to)!, ranks.get(vertex)! + 1));
      waiting.set(to, waiting.get(to)! - 1);
      if (waiting.get(to) === 0) ready.push(to);
    }
  };
  // What is left when nothing is ready stands in a circle, or behind one.
  for (const first of [undefined, ...vertices]) {
    if (first !== undefined) ready.push(first);
    while (ready.length > 0) follow(ready.shift()!);
  }
  // What nothing leads to stands close to its first reader.
  for (const vertex of sources) {
    const readers = (next.get(vertex) ?? []).map((to) => ranks.get(to)!);
    if (readers.length > 0) ranks.set(vertex, Math.min(...readers) - 1);
  }
  return ranks;
}

/** Layers in which every vertex stands at about the height of its neighbours. */
function ordered(layers: string[][], edges: readonly Edge[]): string[][] {
  const [after, before] = [neighbours(edges), neighbours(edges.map(([from, to]) => [to, from]))];
  const heights = new Map<string, number>();
  const settle = (layer: readonly string[]) =>
    layer.forEach((vertex, index) => heights.set(vertex, index - (layer.length - 1) / 2));
  const improve = (layer: string[], beside: ReadonlyMap<string, readonly string[]>) => {
    const wanted = new Map(layer.map((vertex) => {
      const others = (beside.get(vertex) ?? []).map((other) => heights.get(other)!);
      return [vertex, others.length > 0 ? mean(others) : heights.get(vertex)!];
    }));
    layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!);
    settle(layer);
  };
  layers.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (const layer of layers) improve(layer, before);
    for (const layer of layers.toReversed()) improve(layer, after);
  }
  return layers;
}

function neighbours(edges: readonly Edge[]): Map<string, string[]> {
  const next = new Map<string, string[]>();
  for (const [from, to] of edges) {
    const known = next.get(from);
    if (known) known.push(to);
    else next.set(from, [to]);
  }
  return next;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
