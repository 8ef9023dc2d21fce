import type { Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";

/** How many replicas run; left to the autoscaler where there is one, or each apply would undo it. */
export function replicasOf(workload: Reading<Workload>): Sourced<number> | undefined {
  const autoscaling = workload.part("autoscaling");
  if (!autoscaling) return workload.get("replicas");
  const { min, max } = { min: autoscaling.value("min"), max: autoscaling.value("max") };
  workload.approximate("replicas", `the autoscaler keeps between ${min} and ${max} replicas`);
  return undefined;
}
