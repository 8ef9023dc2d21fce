import { bytesOf, millicoresOf } from "./formats.ts";
import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Group } from "./resource.ts";

/** Which amounts the most of each kind may not be under, and how they are read. */
const BOUNDS = [
  ["maxCpu", ["cpu", "cpuLimit"], millicoresOf],
  ["maxMemory", ["memory", "memoryLimit"], bytesOf],
] as const;

/** Amounts for a single container that its group does not let it have. */
export function groupLimitProblems({ node, limits = {} }: Group): Problem[] {
  return BOUNDS.flatMap(([most, amounts, read]) =>
    amounts.flatMap((amount) => {
      const [bound, given] = [limits[most], limits[amount]];
      if (bound === undefined || given === undefined || read(given)! <= read(bound)!) return [];
      const message = `limits.${amount} is ${given}, but limits.${most} allows ${bound} at most`;
      return [configProblem("invalid_value", node, ["limits", amount], message)];
    })
  );
}
