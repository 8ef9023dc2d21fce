import type { Task } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { annotationsOf } from "./annotations.ts";
import type { Context } from "./context.ts";
import { jobSpecOf } from "./job_spec.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/**
 * A task that runs at once as a Job. Its name is that of its node, so that others can wait for it;
 * its pods never change, so a changed one is refused until the Job is deleted.
 */
export function jobOf(context: Context, task: Reading<Task>): Manifest {
  const spec = { ...jobSpecOf(context, task), suspend: task.get("suspend") };
  explainSettings(context, task);
  return manifestOf(context, "Job", task.node, task, { annotations: annotationsOf(task), spec });
}

/** A hash of settings in the pods of a Job would have each change of them refused. */
function explainSettings({ index }: Context, task: Reading<Task>): void {
  for (const id of task.value("settings")) {
    index.settings.get(id)?.approximate(
      "reload",
      `the Job "${task.node}" runs once: delete it to run it with changed settings`,
    );
  }
}
