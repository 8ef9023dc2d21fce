import type { Task, Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Variable } from "../shared/variables.ts";
import { type Claim, claimMount, claimsOf, isExclusive } from "./claims.ts";
import { containerOf } from "./container.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import type { Mount } from "./mounts.ts";
import { claimName, cronJobName, firstClaimName } from "./names.ts";
import { podOf } from "./pod.ts";

/** A task as a CronJob: one run at a time, a failed one is tried again. */
export function cronJobOf(context: Context, task: Reading<Task>): Manifest {
  const name = cronJobName(task.node, task.value("suffix"));
  const workload = context.index.workloads.get(task.value("volumeOf") ?? "");
  const [claim] = workload ? claimsOf(workload) : [];
  const template = podOf(context, task, {
    container: containerOf(context, task, variablesOf(task)),
    mounts: workload && claim ? [readMount(workload, claim)] : [],
    // Under the node's name, its Service would send requests to this pod as well.
    name,
    volumesOf: workload,
    beside: workload && claim && isExclusive(claim) ? firstOf(context, workload) : undefined,
    spec: { restartPolicy: "OnFailure" },
  });
  const spec = {
    concurrencyPolicy: "Forbid",
    jobTemplate: { spec: { backoffLimit: 3, template } },
    schedule: task.get("schedule"),
  };
  return manifestOf(context, "CronJob", name, task, { spec });
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
