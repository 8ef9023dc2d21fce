import { JOB_REPLACEMENT } from "../../model/job_replacement.ts";
import type { Task } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { annotationsOf } from "./annotations.ts";
import type { Context } from "./context.ts";
import { jobSpecOf } from "./job_spec.ts";
import { type Manifest, manifestOf } from "./manifest.ts";

/** Why a second image needs more than to be applied. */
const RUNS_ONCE =
  "a cluster refuses to change a Job: with another image or setting, delete the Job before you " +
  "apply or upgrade; Argo CD and Kustomizations of Flux replace it by themselves";

/**
 * A task that runs at once as a Job. Its name is that of its node, so that others can wait for it
 * and no two runs overlap; its pods never change, so a changed one takes the place of the Job.
 */
export function jobOf(context: Context, task: Reading<Task>): Manifest {
  const spec = { ...jobSpecOf(context, task), suspend: task.get("suspend") };
  const annotations = { ...JOB_REPLACEMENT, ...annotationsOf(task) };
  task.approximate("image", RUNS_ONCE);
  explainSettings(context, task);
  return manifestOf(context, "Job", task.node, task, { annotations, spec });
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
