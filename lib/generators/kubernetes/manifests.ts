import type { Route, Task, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
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

/** A part of the output that is made by itself. */
export type Step = () => Iterable<Manifest>;

/**
 * The steps that make every object of a plan, one or more for each resource, in an order that depends on
 * the kinds of resources alone. No value of a secret is among them, unless only the cluster can read it.
 */
export function* stepsOf(context: Context): Iterable<Step> {
  const { settings, endpoints, workloads, tasks, routes, secrets, monitors, customs } =
    context.index;
  yield () => namespacesOf(context);
  yield () => guardsOf(context);
  yield () => networkPoliciesOf(context);
  for (const custom of customs.values()) yield () => customsOf(context, custom);
  for (const setting of settings.values()) yield () => [configMapOf(context, setting)];
  for (const secret of secrets.values()) yield () => secretManifestsOf(context, secret);
  for (const endpoint of endpoints.values()) yield () => [serviceOf(context, endpoint)];
  for (const workload of workloads.values()) yield () => workloadManifests(context, workload);
  for (const task of tasks) yield () => taskManifests(context, task);
  for (const route of routes.values()) yield () => routeManifests(context, route);
  for (const monitor of monitors.values()) yield () => monitoringOf(context, monitor);
}

function* workloadManifests(context: Context, workload: Reading<Workload>): Iterable<Manifest> {
  yield* headlessOf(context, workload);
  if (workload.value("stateful")) yield statefulSetOf(context, workload);
  else yield* deploymentOf(context, workload);
  yield* rolloutOf(context, workload);
  yield* autoscalerOf(context, workload);
  yield* budgetOf(context, workload);
  yield* waitAccessOf(context, workload);
}

function* taskManifests(context: Context, task: Reading<Task>): Iterable<Manifest> {
  yield* claimManifestsOf(context, task, claimsOf(task));
  yield task.has("schedule") ? cronJobOf(context, task) : jobOf(context, task);
  yield* waitAccessOf(context, task);
}

function* routeManifests(context: Context, route: Reading<Route>): Iterable<Manifest> {
  yield* middlewaresOf(context, route);
  yield ingressOf(context, route);
}
