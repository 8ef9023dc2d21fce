import type { Edge } from "./layers.ts";
import type { Workflow } from "./workflow.ts";

/** How deep groups may stand in each other; deeper ones, and circles of groups, are taken apart. */
const DEEPEST = 20;

/** The nodes of a workflow in their groups. */
export interface Grouping {
  /** The nodes directly in a group; without one, those in none. */
  membersOf(group: string | undefined): readonly string[];
  /** The groups around a node, the outermost first. */
  groupsAround(node: string): readonly string[];
  /**
   * The connections among what stands directly in a group: an end inside of an inner group counts
   * as that group.
   */
  edgesIn(group: string | undefined): readonly Edge[];
}

/** Finds the groups of a workflow. */
export function groupingOf({ nodes, connections }: Workflow): Grouping {
  const around = new Map([...nodes.keys()].map((id) => [id, groupsAround(nodes, id)]));
  const members = Map.groupBy(nodes.keys(), (id) => around.get(id)!.at(-1));
  const edges = new Map<string | undefined, Edge[]>();
  for (const { from, to } of connections) {
    if (!nodes.has(from.node) || !nodes.has(to.node)) continue;
    const [start, end] = [from, to].map(({ node }) => [...around.get(node)!, node]);
    const depth = start!.findIndex((id, index) => id !== end![index]);
    // A group and what stands in it are no two things side by side.
    if (depth < 0 || end![depth] === undefined) continue;
    const group = start![depth - 1];
    const known = edges.get(group);
    const edge = [start![depth]!, end![depth]!] as const;
    if (known) known.push(edge);
    else edges.set(group, [edge]);
  }
  return {
    membersOf: (group) => members.get(group) ?? [],
    groupsAround: (node) => around.get(node) ?? [],
    edgesIn: (group) => edges.get(group) ?? [],
  };
}

function groupsAround(nodes: Workflow["nodes"], id: string): string[] {
  const groups: string[] = [];
  for (let group = nodes.get(id)!.group; group !== undefined; group = nodes.get(group)!.group) {
    if (!nodes.has(group)) break;
    if (groups.length === DEEPEST) return [];
    groups.unshift(group);
  }
  return groups;
}
