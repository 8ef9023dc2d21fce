/** Edges from each vertex to what it points at. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/**
 * A cycle for each knot of a graph: the vertices of a shortest way round, the first not repeated.
 * Knots are found by Tarjan's algorithm ("Depth-first search and linear graph algorithms", 1972),
 * with a stack of its own, since a hostile chain of nodes could be deeper than the call stack.
 */
export function cycles(edges: Edges): string[][] {
  return knots(edges).map((knot) => wayRound(edges, new Set(knot), knot[0]!));
}

/** Components of more than one vertex, or of one that points at itself. */
function knots(edges: Edges): string[][] {
  return components(edges).filter((component) =>
    component.length > 1 || edges.get(component[0]!)?.includes(component[0]!)
  );
}

interface Visit {
  readonly vertex: string;
  next: number;
}

/** The strongly connected components, each after those that it points at. */
function components(edges: Edges): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found: string[][] = [];
  const visits: Visit[] = [];
  const enter = (vertex: string) => {
    index.set(vertex, index.size);
    low.set(vertex, index.get(vertex)!);
    open.push(vertex);
    isOpen.add(vertex);
    visits.push({ vertex, next: 0 });
  };
  const leave = (vertex: string) => {
    visits.pop();
    const above = visits.at(-1)?.vertex;
    if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(vertex)!));
    if (low.get(vertex) !== index.get(vertex)) return;
    const component = open.splice(open.lastIndexOf(vertex));
    for (const member of component) isOpen.delete(member);
    found.push(component);
  };
  for (const root of edges.keys()) {
    if (!index.has(root)) enter(root);
    while (visits.length > 0) {
      const visit = visits.at(-1)!;
      const target = edges.get(visit.vertex)?.[visit.next++];
      if (target === undefined) leave(visit.vertex);
      else if (!index.has(target)) edges.has(target) && enter(target);
      else if (isOpen.has(target)) {
        low.set(visit.vertex, Math.min(low.get(visit.vertex)!, index.get(target)!));
      }
    }
  }
  return found;
}

/** A shortest way from a vertex back to itself inside its knot, by breadth-first search. */
function wayRound(edges: Edges, knot: ReadonlySet<string>, start: string): string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const vertex of queue) {
    for (const target of edges.get(vertex) ?? []) {
      if (target === start) return back(cameFrom, start, vertex);
      if (!knot.has(target) || cameFrom.has(target)) continue;
      cameFrom.set(target, vertex);
      queue.push(target);
    }
  }
  return [start];
}

function back(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const way = [end];
  while (way.at(-1) !== start) way.push(cameFrom.get(way.at(-1)!)!);
  return way.reverse();
}

/** The most vertices of a cycle that a sentence names. */
const MOST_NAMED = 20;

/** A cycle in words, back to where it begins: `a -> b -> a`; of a long one, both ends. */
export function roundText(cycle: readonly string[]): string {
  const half = MOST_NAMED / 2;
  const named = cycle.length <= MOST_NAMED
    ? cycle
    : [...cycle.slice(0, half), `(${cycle.length - MOST_NAMED} more)`, ...cycle.slice(-half)];
  return [...named, cycle[0]].join(" -> ");
}
