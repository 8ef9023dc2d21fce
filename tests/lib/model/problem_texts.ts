import { pathText } from "../../../lib/model/json.ts";
import { planProblems } from "../../../lib/model/plan_problems.ts";
import { planned, type PlannedNode } from "../components/planned.ts";

/** What only shows once an application is lowered, as `code path: message`. */
export function lateProblems(
  nodes: Readonly<Record<string, PlannedNode>>,
  connections: readonly string[] = [],
): string[] {
  return planProblems(planned(nodes, connections), false).map(({ code, path, message }) =>
    `${code} ${pathText(path.slice(2))}: ${message}`
  );
}
