import type { Task } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { serviceName } from "../awaited.ts";
import type { Context } from "../context.ts";
import { explainContainer } from "./container.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { explainVolumes } from "./volumes.ts";

const NO_SCHEDULE = "Compose has no schedule";
const BY_HAND = "Compose starts a run only when somebody asks for it";
const NO_HISTORY = "Compose keeps the container of the last run only";

const DROPPED = {
  concurrency: BY_HAND,
  failedHistory: NO_HISTORY,
  keepFinished: NO_HISTORY,
  sidecars: "in Compose, nothing beside a job would end with it",
  startingDeadline: NO_SCHEDULE,
  successfulHistory: NO_HISTORY,
  suspend: BY_HAND,
  timeZone: `${NO_SCHEDULE}, and so no clock`,
  timeout: "Compose ends no run by itself",
} as const;

/** What of a task Compose carries in another way, or not at all. */
export function explainTask(context: Context, task: Reading<Task>): void {
  explainContainer(context, task);
  dropAll(task, DROPPED);
  explainNumbers(task);
  explainVolumes(task, false);
  const again = "in the same container";
  if (task.value("restartPolicy") === "Never" && task.value("retries")) {
    task.approximate("restartPolicy", `Compose tries again ${again}`);
  }
  task.value("schedule");
  task.approximate(
    "schedule",
    `${NO_SCHEDULE}; run it with docker compose run --rm ${
      serviceName(task)
    }, from cron for example`,
  );
}

/** Compose runs one container for a job. */
function explainNumbers(task: Reading<Task>): void {
  for (const key of ["completions", "parallelism"] as const) {
    if (task.value(key) === 1) continue;
    task.drop(key, "Compose runs one container for a job");
  }
  if (task.value("indexed")) task.drop("indexed", "Compose runs one container for a job");
}
