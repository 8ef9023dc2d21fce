import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { only, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** What a drain of hosts must leave running; it never waits for replicas that are sick anyway. */
export function budgetOf(context: Context, workload: Reading<Workload>): Manifest[] {
  const budget = workload.part("disruptionBudget");
  if (!budget) return [];
  const minAvailable = budget.get("minAvailable");
  const spec = within(budget, {
    maxUnavailable: only(budget, "maxUnavailable", !minAvailable, "minAvailable is set"),
    minAvailable,
    selector: { matchLabels: selectorOf(context, workload.node) },
    unhealthyPodEvictionPolicy: "AlwaysAllow",
  });
  return [manifestOf(context, "PodDisruptionBudget", workload.node, workload, { spec })];
}
