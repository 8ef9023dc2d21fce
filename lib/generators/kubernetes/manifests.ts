import { autoscalerOf } from "./autoscaler.ts";
import { budgetOf } from "./budget.ts";
import { configMapOf } from "./config_map.ts";
import type { Context } from "./context.ts";
import { cronJobOf } from "./cron_job.ts";
import { deploymentOf } from "./deployment.ts";
import { headlessOf } from "./headless.ts";
import { ingressOf } from "./ingress.ts";
import type { Manifest } from "./manifest.ts";
import { namespaceOf } from "./namespace.ts";
import { serviceOf } from "./service.ts";
import { statefulSetOf } from "./stateful_set.ts";

/** Every object of a plan. Secrets are only referred to: their values live elsewhere. */
export function* manifestsOf(context: Context): Iterable<Manifest> {
  const { settings, endpoints, workloads, tasks, routes } = context.index;
  yield namespaceOf(context);
  for (const setting of settings.values()) yield configMapOf(context, setting);
  for (const endpoint of endpoints.values()) yield serviceOf(context, endpoint);
  for (const workload of workloads.values()) {
    yield* headlessOf(context, workload);
    if (workload.value("stateful")) yield statefulSetOf(context, workload);
    else yield* deploymentOf(context, workload);
    yield* autoscalerOf(context, workload);
    yield* budgetOf(context, workload);
  }
  for (const task of tasks) yield cronJobOf(context, task);
  for (const route of routes.values()) yield ingressOf(context, route);
}
