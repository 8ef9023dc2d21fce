import { secondsOf } from "../../model/formats.ts";
import type { Task, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { via } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import { type Claim, claimMount, claimNameOf, claimsOf, isExclusive } from "./claims.ts";
import { containerOf } from "./container.ts";
import { containersOf } from "./containers.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import type { Mount } from "./mounts.ts";
import { claimName, cronJobName, firstClaimName } from "./names.ts";
import { podOf } from "./pod.ts";

/** How often a run that names no number is tried again. */
const RETRIES = 3;

/** What a Job, and each Job of a CronJob, has in its spec. */
export function jobSpecOf(context: Context, task: Reading<Task>): Record<string, unknown> {
  return {
    activeDeadlineSeconds: secondsIn(task, "timeout"),
    backoffLimit: task.get("retries") ?? RETRIES,
    completionMode: task.value("indexed") ? task.as("indexed", "Indexed") : undefined,
    completions: task.get("completions"),
    parallelism: task.get("parallelism"),
    template: templateOf(context, task),
    ttlSecondsAfterFinished: secondsIn(task, "keepFinished"),
  };
}

/** A duration of a task as a number of seconds. */
export function secondsIn(
  task: Reading<Task>,
  key: "timeout" | "keepFinished" | "startingDeadline",
): unknown {
  return via(task, key, (text) => secondsOf(text) ?? 0);
}

function templateOf(context: Context, task: Reading<Task>): object {
  const workload = context.index.workloads.get(task.value("volumeOf") ?? "");
  const [read] = workload ? claimsOf(workload) : [];
  const own = claimsOf(task).map((claim) => claimMount(claim, claimNameOf(task.node, claim)));
  const container = containerOf(context, task, variablesOf(task));
  return podOf(context, task, {
    containers: (mounts) => containersOf(context, task, { container, ends: true }, mounts),
    mounts: workload && read ? [readMount(workload, read)] : own,
    // Under the node's name, its Service would send requests to this pod as well.
    name: cronJobName(task.node, task.value("suffix")),
    volumesOf: workload,
    beside: workload && read && isExclusive(read) ? firstOf(context, workload) : undefined,
    fixed: !task.has("schedule"),
    spec: { restartPolicy: task.get("restartPolicy") ?? "OnFailure" },
  });
}

function variablesOf(task: Reading<Task>): Variable[] {
  const days = task.has("retention")
    ? task.as("retention", String(task.value("retention")))
    : undefined;
  const location = task.get("location");
  return [
    ...(days ? [{ name: "BACKUP_RETENTION_DAYS", from: "text", value: days } as const] : []),
    ...(location ? [{ name: "BACKUP_LOCATION", from: "text", value: location } as const] : []),
  ];
}

/** The volume of the first replica, to be read only. */
function readMount(workload: Reading<Workload>, claim: Claim): Mount {
  const named = workload.value("stateful") ? firstClaimName : claimName;
  const mounted = claimMount(claim, named(workload.node, claim.volume));
  return { ...mounted, mount: { mountPath: claim.path, readOnly: true } };
}

/**
 * The labels of the pod that holds the volume: only one host at a time mounts an exclusive one, so
 * the task runs there too.
 */
function firstOf(context: Context, workload: Reading<Workload>): object {
  return workload.value("stateful")
    ? { "statefulset.kubernetes.io/pod-name": `${workload.node}-0` }
    : selectorOf(context, workload.node);
}
