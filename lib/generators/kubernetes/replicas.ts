import type { Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { isRolledOut } from "./deployment_strategy.ts";

/**
 * How many replicas run; left to the autoscaler where there is one, or each apply would undo it.
 * A Deployment that a Rollout runs instead has none of its own.
 */
export function replicasOf(
  context: Context,
  workload: Reading<Workload>,
): Sourced<number> | undefined {
  const autoscaling = workload.part("autoscaling");
  if (autoscaling) {
    const { min, max } = { min: autoscaling.value("min"), max: autoscaling.value("max") };
    workload.approximate("replicas", `the autoscaler keeps between ${min} and ${max} replicas`);
  }
  if (isRolledOut(context, workload)) return workload.as("replicas", 0);
  return autoscaling ? undefined : workload.get("replicas");
}
