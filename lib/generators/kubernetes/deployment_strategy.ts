import { secondsOf } from "../../model/formats.ts";
import type { RolloutSettings, RolloutStrategy, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { only, via, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";

/** The strategy node by which a workload is replaced, if it is connected to one. */
export function strategyNodeOf(
  { index }: Context,
  workload: Reading<Workload>,
): Reading<RolloutStrategy> | undefined {
  return index.strategies.get(workload.value("strategy") ?? "");
}

/** Whether a Rollout, and not the Deployment itself, runs the replicas of a workload. */
export function isRolledOut(context: Context, workload: Reading<Workload>): boolean {
  const type = strategyNodeOf(context, workload)?.value("type");
  return type === "Canary" || type === "BlueGreen";
}

/**
 * How a Deployment replaces its pods: fields of its spec.
 *
 * @param exclusive Whether only one host at a time may mount its volumes.
 */
export function replacementOf(
  context: Context,
  workload: Reading<Workload>,
  exclusive: boolean,
): Record<string, unknown> {
  const strategy = strategyNodeOf(context, workload);
  if (!strategy) {
    return { revisionHistoryLimit: 3, strategy: ownStrategyOf(workload, exclusive) };
  }
  workload.drop("rollout", `"${strategy.node}", which is connected to it, says how`);
  // What a Rollout says stands there alone.
  if (isRolledOut(context, workload)) return { revisionHistoryLimit: 3 };
  return {
    minReadySeconds: via(strategy, "minReady", seconds),
    progressDeadlineSeconds: via(strategy, "timeout", seconds),
    revisionHistoryLimit: strategy.get("history") ?? 3,
    strategy: shapeOf(strategy),
  };
}

/**
 * A new pod waits for a volume that the old one holds, and the old one for the new one: with an
 * exclusive volume the old one goes first, unless the node says otherwise.
 */
function ownStrategyOf(workload: Reading<Workload>, exclusive: boolean): unknown {
  const rollout = workload.part("rollout");
  if (!rollout) return exclusive ? { type: "Recreate" } : undefined;
  return shapeOf(rollout);
}

function shapeOf(rollout: Reading<RolloutSettings> | Reading<RolloutStrategy>): unknown {
  const it = rollout as Reading<RolloutSettings>;
  const rolling = it.value("type") === "RollingUpdate";
  const reason = "Recreate stops every replica at once";
  const maxSurge = only(it, "maxSurge", rolling, reason);
  const maxUnavailable = only(it, "maxUnavailable", rolling, reason);
  // Said whole, as the API server stores it: `kubectl apply` would send half of it every time.
  const rollingUpdate = rolling
    ? { maxSurge: maxSurge ?? SHARE, maxUnavailable: maxUnavailable ?? SHARE }
    : undefined;
  return within(it, { rollingUpdate, type: it.get("type") });
}

/** What the API server takes where nothing is said. */
const SHARE = "25%";

function seconds(text: string): number {
  return secondsOf(text) ?? 0;
}
