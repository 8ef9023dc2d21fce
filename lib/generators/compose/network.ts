import type { Plan, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Sourced } from "../../model/sourced.ts";
import { isPrivilegedAllowed } from "./security.ts";

/** Whether a workload shares the network of the host, which the plan must allow. */
export function isOnHostNetwork(plan: Plan, workload: Reading<Workload>): boolean {
  return workload.value("hostNetwork") === true && isPrivilegedAllowed(plan, workload);
}

/** The network mode of a workload; without one, it joins the network of the project. */
export function networkModeOf(
  plan: Plan,
  workload: Reading<Workload>,
): Sourced<string> | undefined {
  if (!workload.value("hostNetwork")) return undefined;
  if (!isOnHostNetwork(plan, workload)) {
    workload.drop(
      "hostNetwork",
      "it needs podSecurity: privileged on the node and its environment",
    );
    return undefined;
  }
  workload.approximate(
    "hostNetwork",
    "on the network of the host, it and other services do not know each other by name",
  );
  return workload.as("hostNetwork", "host");
}
