import { taskName } from "../../model/names.ts";
import type { Container, Origin, Task } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Index } from "../shared/index.ts";

/** The tasks of `after` that a container waits for; one on a schedule never ends. */
export function waitedTasks(
  { jobs }: Pick<Index, "jobs">,
  runner: Reading<Container & Origin>,
): Reading<Task>[] {
  return runner.value("after").flatMap(({ task, order }) => {
    const job = order ? jobs.get(task) : undefined;
    return job && !job.has("schedule") ? [job] : [];
  });
}

/** The service of a task. */
export function serviceName(task: Reading<Task>): string {
  return taskName({ node: task.node, suffix: task.value("suffix") });
}
