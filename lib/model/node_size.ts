import { GRID, NODE, type Size } from "./arrangement.ts";
import type { Catalogue } from "./catalogue.ts";
import { lookup } from "./json.ts";
import type { Workflow } from "./workflow.ts";

/** What a node is drawn of: its height grows with its ports. */
export const NODE_PARTS = { width: NODE.width, head: 52, row: 22, foot: 4 } as const;

/** How large each node is drawn at most, with all its ports, up to the next line of the grid. */
export function nodeSizes(
  { nodes }: Pick<Workflow, "nodes">,
  { components }: Catalogue,
): (id: string) => Size {
  return (id) => {
    const type = lookup(components, nodes.get(id)?.component ?? "");
    if (!type) return NODE;
    const rows = Math.max(Object.keys(type.inputs).length, Object.keys(type.outputs).length);
    const height = NODE_PARTS.head + rows * NODE_PARTS.row + NODE_PARTS.foot;
    return { width: NODE.width, height: Math.ceil(height / GRID) * GRID };
  };
}
