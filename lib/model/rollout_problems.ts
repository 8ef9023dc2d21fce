import { secondsOf } from "./amounts.ts";
import { configProblem } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { RolloutStrategy } from "./resource.ts";

/** What a cluster waits where nothing is said of it. */
const PATIENCE = "10m";

/** Numbers of a strategy that exclude each other. */
export function rolloutProblems(strategy: RolloutStrategy): Problem[] {
  return [...standstillProblems(strategy), ...paceProblems(strategy)];
}

/** With no replica more and none less, nothing can ever be replaced. */
function standstillProblems({ node, maxSurge, maxUnavailable }: RolloutStrategy): Problem[] {
  const isNone = (amount: number | string | undefined) => amount === 0 || amount === "0%";
  if (!isNone(maxSurge) || !isNone(maxUnavailable)) return [];
  const message = "maxUnavailable and maxSurge are both 0, so no replica could ever be replaced: " +
    "one of them must be more";
  return [configProblem("invalid_value", node, ["maxUnavailable"], message)];
}

/** A replica that counts only after the time is over never counts. */
function paceProblems({ node, minReady, timeout = PATIENCE }: RolloutStrategy): Problem[] {
  if (minReady === undefined || secondsOf(minReady)! < secondsOf(timeout)!) return [];
  const message =
    `minReady is ${minReady}, and a new version has only ${timeout} to become ready ` +
    "(timeout): it must be less";
  return [configProblem("invalid_value", node, ["minReady"], message)];
}
