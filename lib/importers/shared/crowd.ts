import { error, type LocatedProblem } from "../../model/problem.ts";

/** The most services or objects of one import; several make one node, and 500 nodes are the most. */
const MOST = 2000;

/** What is wrong where there is more than a workflow could ever hold: it is not even looked at. */
export function crowdProblem(file: string, count: number): LocatedProblem | undefined {
  if (count <= MOST) return undefined;
  const message = `Found ${count} services or objects: expected at most ${MOST}`;
  return { ...error("limit_exceeded", [], message), file, line: 1, column: 1 };
}
