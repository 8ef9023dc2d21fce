import { GRID, NODE, type Size } from "./arrangement.ts";
import type { Catalogue } from "./catalogue.ts";
import { lookup } from "./json.ts";
import { sidePorts, usedPorts } from "./node_ports.ts";
import type { Workflow } from "./workflow.ts";

/** What a node is drawn of: its height grows with its ports. */
export const NODE_PARTS = { width: NODE.width, head: 52, row: 22, foot: 4 } as const;

/** How large each node is drawn at rest, up to the next line of the grid. */
export function nodeSizes(
  { kind, nodes, connections }: Pick<Workflow, "kind" | "nodes" | "connections">,
  catalogue: Catalogue,
): (id: string) => Size {
  const used = usedPorts({ connections });
  const known = new Map<string, number>();
  const rowsOf = (component: string, ports: ReadonlySet<string> | undefined) => {
    const key = [component, ...ports ?? []].join(" ");
    const rows = known.get(key) ?? Math.max(
      ...(["inputs", "outputs"] as const).map((side) =>
        sidePorts(catalogue, kind, component, side, ports).resting.length
      ),
    );
    known.set(key, rows);
    return rows;
  };
  return (id) => {
    const component = nodes.get(id)?.component ?? "";
    if (!lookup(catalogue.components, component)) return NODE;
    const rows = rowsOf(component, used.get(id));
    const height = NODE_PARTS.head + rows * NODE_PARTS.row + NODE_PARTS.foot;
    return { width: NODE.width, height: Math.ceil(height / GRID) * GRID };
  };
}
