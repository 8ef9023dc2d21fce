import type { Autoscaling, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { isRolledOut } from "./deployment_strategy.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** Runs more replicas under load. */
export function autoscalerOf(context: Context, workload: Reading<Workload>): Manifest[] {
  const autoscaling = workload.part("autoscaling");
  if (!autoscaling) return [];
  const spec = within(autoscaling, {
    maxReplicas: autoscaling.get("max"),
    metrics: filled([...metricOf(autoscaling, "cpu"), ...metricOf(autoscaling, "memory")]),
    minReplicas: autoscaling.get("min"),
    scaleTargetRef: { ...scaledBy(context, workload), name: workload.node },
  });
  return [manifestOf(context, "HorizontalPodAutoscaler", workload.node, workload, { spec })];
}

/** What holds the number of replicas: a Rollout where it runs them, and not the Deployment. */
function scaledBy(context: Context, workload: Reading<Workload>): object {
  if (isRolledOut(context, workload)) {
    return { apiVersion: "argoproj.io/v1alpha1", kind: "Rollout" };
  }
  return { apiVersion: "apps/v1", kind: workload.value("stateful") ? "StatefulSet" : "Deployment" };
}

function metricOf(autoscaling: Reading<Autoscaling>, name: "cpu" | "memory"): unknown[] {
  const averageUtilization = autoscaling.value(name);
  if (averageUtilization === undefined) return [];
  const target = { averageUtilization, type: "Utilization" };
  return [autoscaling.as(name, { resource: { name, target }, type: "Resource" })];
}
