import type { Task } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context, Runner } from "./context.ts";

/** The account, role and binding by which a container may look at the Jobs that it waits for. */
export function waitAccountName(node: string): string {
  return `${node}-wait`;
}

/** The tasks of `after` that a container really waits for, by an image that can ask for them. */
export function waitedTasks(context: Context, runner: Reading<Runner>): Reading<Task>[] {
  if (!runner.part("wait")?.has("taskImage")) return [];
  return orderedTasks(context, runner).filter((task) => !task.has("schedule"));
}

/** Says of the tasks of `after` that nothing waits for them. */
export function explainAfter(context: Context, runner: Reading<Runner>): void {
  const ordered = orderedTasks(context, runner);
  const waited = waitedTasks(context, runner);
  for (const task of ordered.filter((task) => !waited.includes(task))) {
    const message = task.has("schedule")
      ? `"${task.node}" runs on a schedule, so nobody can wait for its end`
      : `it does not wait for "${task.node}": name an image with kubectl in wait.taskImage`;
    context.recorder.approximateInput(runner.node, "after", message);
  }
}

function orderedTasks({ index }: Context, runner: Reading<Runner>): Reading<Task>[] {
  return runner.value("after").filter(({ order }) => order)
    .flatMap(({ task }) => index.jobs.get(task) ?? []);
}
