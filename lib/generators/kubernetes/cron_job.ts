import type { Task } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { annotationsOf } from "./annotations.ts";
import type { Context } from "./context.ts";
import { jobSpecOf, secondsIn } from "./job_spec.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { cronJobName } from "./names.ts";

/** A task as a CronJob: one run at a time unless it says otherwise, a failed one is tried again. */
export function cronJobOf(context: Context, task: Reading<Task>): Manifest {
  const spec = {
    concurrencyPolicy: task.get("concurrency") ?? "Forbid",
    failedJobsHistoryLimit: task.get("failedHistory"),
    jobTemplate: { spec: jobSpecOf(context, task) },
    schedule: task.get("schedule"),
    startingDeadlineSeconds: secondsIn(task, "startingDeadline"),
    successfulJobsHistoryLimit: task.get("successfulHistory"),
    suspend: task.get("suspend"),
    timeZone: task.get("timeZone"),
  };
  const name = cronJobName(task.node, task.value("suffix"));
  return manifestOf(context, "CronJob", name, task, { annotations: annotationsOf(task), spec });
}
