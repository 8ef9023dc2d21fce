import type { Task } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, via, within } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import { containerOf } from "./container.ts";
import type { Context } from "./context.ts";
import { gpusOf } from "./limits.ts";
import { volumesOfWorkload } from "./volumes.ts";

/** The service of a task. */
export function taskName(task: Reading<Task>): string {
  return `${task.node}-${task.value("suffix")}`;
}

/** A task as a service that a person, or a timer of the machine, runs by its name. */
export function taskOf(context: Context, task: Reading<Task>): Sourced<object> {
  const workload = context.index.workloads.get(task.value("volumeOf") ?? "");
  const [first] = workload ? volumesOfWorkload(workload) : [];
  const name = taskName(task);
  task.value("schedule");
  task.approximate(
    "schedule",
    `Compose has no schedule; run it with docker compose run --rm ${name}, from cron for example`,
  );
  return within(task, {
    ...containerOf(context, task, {
      volumes: first ? [first] : [],
      readOnly: true,
      variables: variablesOf(task),
    }),
    deploy: filled({ resources: gpusOf(task) }),
    profiles: ["jobs"],
    restart: "no",
  });
}

function variablesOf(task: Reading<Task>): Variable[] {
  const retention = via(task, "retention", String);
  const location = via(task, "location", String);
  return [
    ...(retention ? [variable("BACKUP_RETENTION_DAYS", retention)] : []),
    ...(location ? [variable("BACKUP_LOCATION", location)] : []),
  ];
}

function variable(name: string, value: Sourced<string>): Variable {
  return { name, from: "text", value };
}
