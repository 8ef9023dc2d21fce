import { isObject, type Json } from "../json.ts";
import type { RenameNode } from "../operation.ts";
import { endText, type Workflow, type WorkflowNode } from "../workflow.ts";

/** How much of two nodes must be the same for one to be the other under a new id. */
const SIMILAR = 0.6;

/**
 * The nodes that have another id in `head`: of those that went and those that came, the pairs that
 * have most in common. A component is never another one.
 */
export function renamesBetween(base: Workflow, head: Workflow): RenameNode[] {
  const gone = [...base.nodes.values()].filter(({ id }) => !head.nodes.has(id));
  const come = [...head.nodes.values()].filter(({ id }) => !base.nodes.has(id));
  if (gone.length === 0 || come.length === 0) return [];
  const [before, after] = [factsOf(base, gone), factsOf(head, come)];
  const pairs = gone.flatMap((one, from) =>
    come.flatMap((other, to) => {
      if (one.component !== other.component) return [];
      const likeness = likenessOf(before[from]!, after[to]!);
      return likeness >= SIMILAR ? [{ node: one.id, to: other.id, likeness }] : [];
    })
  );
  const taken = new Set<string>();
  return pairs.sort((a, b) => b.likeness - a.likeness).flatMap(({ node, to }) => {
    if (taken.has(`- ${node}`) || taken.has(`+ ${to}`)) return [];
    taken.add(`- ${node}`).add(`+ ${to}`);
    return [{ op: "rename-node", node, to }];
  });
}

/** What each node says and is connected to, a line for each. */
function factsOf(
  { connections }: Workflow,
  nodes: readonly WorkflowNode[],
): readonly ReadonlySet<string>[] {
  return nodes.map(({ id, title = "", description = "", config }) => {
    const ends = connections.flatMap(({ from, to }) => {
      if (from.node === id) return [`${from.port} -> ${endText(to)}`];
      return to.node === id ? [`${endText(from)} -> ${to.port}`] : [];
    });
    return new Set([...leaves({ title, description, config }, ""), ...ends]);
  });
}

function leaves(value: Json, path: string): string[] {
  if (value === "") return [];
  const parts = Array.isArray(value) || isObject(value) ? Object.entries(value) : [];
  if (parts.length === 0) return isEmpty(value) ? [] : [`${path} = ${JSON.stringify(value)}`];
  return parts.flatMap(([key, part]) => leaves(part, `${path}/${key}`));
}

function isEmpty(value: Json): boolean {
  return typeof value === "object" && value !== null;
}

/** From 0, nothing in common, to 1; of two nodes that say nothing it cannot be told. */
function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return one.intersection(other).size / Math.max(one.size, other.size, 1);
}
