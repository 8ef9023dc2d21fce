import type { Task } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, via, within } from "../shared/origin.ts";
import type { Variable } from "../shared/variables.ts";
import { serviceName } from "./awaited.ts";
import { initServices } from "./companions.ts";
import { containerOf } from "./container.ts";
import type { Context } from "./context.ts";
import { gpusOf } from "./limits.ts";
import { volumesOfKeeper } from "./volumes.ts";

/**
 * A task as a service, and those that prepare it. What somebody waits for runs with the others; a
 * person, or a timer of the machine, runs anything else by its name.
 */
export function taskServices(context: Context, task: Reading<Task>): Record<string, unknown> {
  const name = serviceName(task);
  const service = fieldsOf(context, task, name);
  return {
    ...initServices(context, task, { name, service }),
    [name]: within(task, service) as Sourced<object>,
  };
}

function fieldsOf(context: Context, task: Reading<Task>, name: string): Record<string, unknown> {
  const workload = context.index.workloads.get(task.value("volumeOf") ?? "");
  const [first] = workload ? volumesOfKeeper(workload) : [];
  return {
    ...containerOf(context, task, {
      name,
      volumes: workload ? (first ? [first] : []) : volumesOfKeeper(task),
      readOnly: workload !== undefined,
      variables: variablesOf(task),
    }),
    deploy: filled({ resources: gpusOf(task) }),
    profiles: context.awaited.has(task.node) ? undefined : ["jobs"],
    restart: restartOf(task),
  };
}

/** How often a failed run is tried again; a task that says nothing is not. */
function restartOf(task: Reading<Task>): unknown {
  const retries = task.value("retries") ?? 0;
  return retries === 0 ? "no" : task.as("retries", `on-failure:${retries}`);
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
