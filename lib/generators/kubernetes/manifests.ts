import { autoscalerOf } from "./autoscaler.ts";
import { budgetOf } from "./budget.ts";
import { claimManifestsOf, claimsOf } from "./claims.ts";
import { configMapOf } from "./config_map.ts";
import type { Context } from "./context.ts";
import { cronJobOf } from "./cron_job.ts";
import { customsOf } from "./custom.ts";
import { deploymentOf } from "./deployment.ts";
import { guardsOf } from "./guards.ts";
import { headlessOf } from "./headless.ts";
import { ingressOf } from "./ingress.ts";
import { jobOf } from "./job.ts";
import type { Manifest } from "./manifest.ts";
import { monitoringOf } from "./monitoring.ts";
import { namespacesOf } from "./namespace.ts";
import { networkPoliciesOf } from "./network/network_policies.ts";
import { rolloutOf } from "./rollout.ts";
import { secretManifestsOf } from "./secrets.ts";
import { serviceOf } from "./service.ts";
import { statefulSetOf } from "./stateful_set.ts";
import { middlewaresOf } from "./traefik.ts";
import { waitAccessOf } from "./wait_access.ts";

/** Every object of a plan. No value of a secret is among them, unless only the cluster can read it. */
export function* manifestsOf(context: Context): Iterable<Manifest> {
  const { settings, endpoints, workloads, tasks, routes, secrets, monitors, customs } =
    context.index;
  yield* namespacesOf(context);
  yield* guardsOf(context);
  yield* networkPoliciesOf(context);
  for (const custom of customs.values()) yield* customsOf(context, custom);
  for (const setting of settings.values()) yield configMapOf(context, setting);
  for (const secret of secrets.values()) yield* secretManifestsOf(context, secret);
  for (const endpoint of endpoints.values()) yield serviceOf(context, endpoint);
  for (const workload of workloads.values()) {
    yield* headlessOf(context, workload);
    if (workload.value("stateful")) yield statefulSetOf(context, workload);
    else yield* deploymentOf(context, workload);
    yield* rolloutOf(context, workload);
    yield* autoscalerOf(context, workload);
    yield* budgetOf(context, workload);
  }
  for (const task of tasks) {
    yield* claimManifestsOf(context, task, claimsOf(task));
    yield task.has("schedule") ? cronJobOf(context, task) : jobOf(context, task);
  }
  for (const runner of [...workloads.values(), ...tasks]) yield* waitAccessOf(context, runner);
  for (const route of routes.values()) {
    yield* middlewaresOf(context, route);
    yield ingressOf(context, route);
  }
  for (const monitor of monitors.values()) yield* monitoringOf(context, monitor);
}
