import type { WorkflowChange } from "../../format/changes.ts";
import { compare } from "../../model/diff.ts";
import { isObject, type Json } from "../../model/json.ts";
import { endText, type Workflow } from "../../model/workflow.ts";
import { comparable } from "./comparable.ts";

/** Changes in which a workflow that went and one that came, and say the same, are a renamed one. */
export function withRenames(changes: readonly WorkflowChange[]): readonly WorkflowChange[] {
  const gone = Map.groupBy(
    changes.filter(({ change }) => change === "removed"),
    ({ base }) => contentOf(base!.workflow),
  );
  const taken = new Set<WorkflowChange>();
  const told = changes.map((change) => {
    const { nodes } = change.head?.workflow ?? {};
    if (change.change !== "added" || nodes?.size === 0) return change;
    const was = gone.get(contentOf(change.head!.workflow))?.shift();
    if (!was) return change;
    taken.add(was);
    return renamedFrom(was, change);
  });
  return told.filter((change) => !taken.has(change));
}

function renamedFrom(
  was: WorkflowChange,
  { name, head, problems }: WorkflowChange,
): WorkflowChange {
  const found = [...was.problems ?? [], ...problems ?? []];
  const pair = comparable({ base: was.base!, head: head! }, found);
  return {
    name,
    change: "renamed",
    was: was.name,
    difference: compare(pair.base, pair.head),
    ...(found.length > 0 && { problems: found }),
    ...pair,
  };
}

/** All that a workflow says but its name; the order of nodes, connections and keys says nothing. */
function contentOf({ name: _, nodes, connections, ...rest }: Workflow): string {
  return JSON.stringify(sorted({
    ...rest,
    nodes: Object.fromEntries([...nodes].map(([id, node]) => [id, { ...node }])),
    connections: connections.map(({ from, to, order }) =>
      `${endText(from)} -> ${endText(to)} ${order}`
    ).sort(),
  }));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value).sort().map((key) => [key, sorted(value[key]!)]),
  );
}
