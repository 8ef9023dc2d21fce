import type { Catalogue } from "./catalogue.ts";
import { conflictText } from "./conflict_text.ts";
import { connectionProblems } from "./connection_problems.ts";
import { cycles, roundText } from "./graph.ts";
import { isObject, lookup } from "./json.ts";
import { nodeProblems } from "./node_problems.ts";
import { error, type Problem } from "./problem.ts";
import { nearest } from "./suggestion.ts";
import { LIMITS, type Limits, type Workflow } from "./workflow.ts";

/**
 * Everything that is wrong with a workflow, at once. It is the only judge of workflows: the
 * browser, the API, the command line and Actions all ask it.
 */
export function problems(
  workflow: Workflow,
  catalogue: Catalogue,
  limits: Limits = LIMITS,
): Problem[] {
  const kind = lookup(catalogue.kinds, workflow.kind);
  return [
    ...(kind || workflow.kind === "" ? [] : [unknownKind(workflow.kind, catalogue)]),
    ...limitProblems(workflow, limits),
    ...conflictProblems(workflow),
    ...nodeProblems(workflow, catalogue, kind, limits),
    ...connectionProblems(workflow, catalogue, kind),
    ...(kind?.acyclic === false ? [] : cycleProblems(workflow)),
  ];
}

function unknownKind(id: string, catalogue: Catalogue): Problem {
  const known = Object.keys(catalogue.kinds);
  return error("unknown_kind", ["kind"], `There is no kind "${id}"; expected ${known.join(", ")}`, {
    suggestion: nearest(id, known),
  });
}

function limitProblems({ nodes, connections }: Workflow, limits: Limits): Problem[] {
  const found: Problem[] = [];
  const over = (what: "nodes" | "connections", count: number) => {
    if (count <= limits[what]) return;
    const message = `A workflow holds at most ${limits[what]} ${what}, not ${count}`;
    found.push(error("limit_exceeded", ["spec", what], message));
  };
  over("nodes", nodes.size);
  over("connections", connections.length);
  return found;
}

function conflictProblems({ conflicts }: Workflow): Problem[] {
  return conflicts.map((conflict, index) => {
    const node = isObject(conflict) && typeof conflict.node === "string"
      ? conflict.node
      : undefined;
    const message = `This merge is not resolved: ${conflictText(conflict)}; ` +
      "correct the body and delete the entry";
    return error("unresolved_conflict", ["conflicts", index], message, { node });
  });
}

/** Cycles among the connections that order their ends. */
function cycleProblems({ nodes, connections }: Workflow): Problem[] {
  const edges = new Map([...nodes.keys()].map((id) => [id, [] as string[]]));
  const entries = new Map<string, number>();
  connections.forEach(({ from, to, order }, index) => {
    // A connection to its own node is told as such.
    if (!order || from.node === to.node || !nodes.has(to.node)) return;
    edges.get(from.node)?.push(to.node);
    const ends = `${from.node} ${to.node}`;
    if (!entries.has(ends)) entries.set(ends, index);
  });
  return cycles(edges).map((cycle) => {
    const [first, second] = cycle as [string, string];
    const message = `These nodes wait for each other: ${roundText(cycle)}; ` +
      "set `order: false` on a connection that nobody needs to wait for";
    const index = entries.get(`${first} ${second}`)!;
    return error("cycle", ["spec", "connections", index], message, { node: first });
  });
}
