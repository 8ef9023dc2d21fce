import type { Catalogue, Kind, Port } from "./catalogue.ts";
import { lookup } from "./json.ts";
import type { Workflow } from "./workflow.ts";

/** On which side of a node a port stands. */
export type Side = "inputs" | "outputs";

/** The ports of one side of a node, as they are drawn from the top. */
export interface SidePorts {
  /** Those that are joined, and the first few, which most people look for. */
  readonly resting: readonly string[];
  /** Those that are drawn, too, while somebody works on the node. */
  readonly further: readonly string[];
}

/** How many ports of a side are drawn at rest, joined or not. */
const COMMON = 2;

const NONE: ReadonlySet<string> = new Set();

/** The ports that connections use, by node. */
export function usedPorts(
  { connections }: Pick<Workflow, "connections">,
): ReadonlyMap<string, ReadonlySet<string>> {
  const used = new Map<string, Set<string>>();
  for (const { from, to } of connections) {
    for (const { node, port } of [from, to]) {
      used.set(node, (used.get(node) ?? new Set()).add(port));
    }
  }
  return used;
}

/** The ports of one side of a component of which some are used. */
export function sidePorts(
  catalogue: Catalogue,
  kind: string,
  component: string,
  side: Side,
  used: ReadonlySet<string> = NONE,
): SidePorts {
  const ports = Object.keys(lookup(catalogue.components, component)?.[side] ?? {});
  const useful = new Set(usefulPorts(catalogue, kind, component, side));
  const known = ports.filter((id) => useful.has(id) || used.has(id));
  const isResting = (id: string, index: number) => index < COMMON || used.has(id);
  return {
    resting: known.filter(isResting),
    further: known.filter((id, index) => !isResting(id, index)),
  };
}

/** Whether what an output gives may flow into an input. */
export function flowsInto(output: Port, input: Port, kind: Kind | undefined): boolean {
  return output.type === input.type ||
    (kind?.joins.some(({ from, to }) => from === output.type && to === input.type) ?? false);
}

/** The other side of a node. */
export function opposite(side: Side): Side {
  return side === "outputs" ? "inputs" : "outputs";
}

/** The ports of a component that anything of its kind can be joined with. */
function usefulPorts(
  catalogue: Catalogue,
  kindId: string,
  component: string,
  side: Side,
): readonly string[] {
  const type = lookup(catalogue.components, component);
  const kind = lookup(catalogue.kinds, kindId);
  const others = (kind?.components ?? Object.keys(catalogue.components))
    .flatMap((id) => Object.values(lookup(catalogue.components, id)?.[opposite(side)] ?? {}));
  return Object.entries(type?.[side] ?? {}).filter(([, port]) =>
    others.some((other) =>
      side === "outputs" ? flowsInto(port, other, kind) : flowsInto(other, port, kind)
    )
  ).map(([id]) => id);
}
