import type { Catalogue } from "./catalogue.ts";
import { cycles, roundText } from "./graph.ts";
import { lookup } from "./json.ts";
import { error, type Problem } from "./problem.ts";
import { suggester } from "./suggestion.ts";
import type { Workflow } from "./workflow.ts";

/** Groups that are none, and groups that stand in each other. */
export function groupProblems({ nodes }: Workflow, { components }: Catalogue): Problem[] {
  const all = [...nodes.values()];
  const groups = new Set(
    all.filter(({ component }) => lookup(components, component)?.groups === true)
      .map(({ id }) => id),
  );
  const near = suggester(groups);
  const unknown = all.flatMap(({ id, group }) => {
    if (group === undefined || (group !== id && groups.has(group))) return [];
    const message = group === id
      ? `"${id}" cannot be its own group`
      : `"${group}" names no group node`;
    const suggestion = group === id ? undefined : near(group);
    return [
      error("unknown_group", ["spec", "nodes", id, "group"], message, { node: id, suggestion }),
    ];
  });
  return [...unknown, ...circleProblems(nodes, groups)];
}

/** A box cannot be drawn inside a box that is inside it. */
function circleProblems(nodes: Workflow["nodes"], groups: ReadonlySet<string>): Problem[] {
  const edges = new Map([...groups].map((id) => {
    const { group } = nodes.get(id)!;
    return [id, group === undefined || group === id ? [] : [group]];
  }));
  return cycles(edges).map((circle) => {
    const [first] = circle as [string, ...string[]];
    const message = `These groups stand in each other: ${roundText(circle)}`;
    return error("cycle", ["spec", "nodes", first, "group"], message, { node: first });
  });
}
