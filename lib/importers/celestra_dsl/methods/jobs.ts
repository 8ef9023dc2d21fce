import { set } from "../../yaml/put.ts";
import type { Value } from "../program.ts";
import {
  argumentsOf,
  type Handler,
  type Methods,
  putFormat,
  putWhole,
  putWord,
  without,
  worst,
} from "../step.ts";
import { CONTAINER } from "./container.ts";
import { command, number, time } from "./fields.ts";
import { nodeSelector, toleration } from "./placement.ts";
import { mountVolume, placedVolume } from "./volumes.ts";

const KEPT = "the workflow has no place for it";

const TASK: Methods = {
  ...CONTAINER,
  command: command("command"),
  args: command("args"),
  retry_limit: number("retries", [0, 100]),
  timeout: time("timeout"),
  restart_policy: (step) =>
    putWord(step, ["restartPolicy"], step.call.positional[0], ["Never", "OnFailure"]),
  port: without("a job is reached by nobody"),
  add_port: without("a job is reached by nobody"),
  ports: without("a job is reached by nobody"),
  metrics_port: without("a job is reached by nobody"),
};

/** The calls of jobs. */
export const JOB: Methods = {
  ...TASK,
  parallelism: number("parallelism", [1, 1000]),
  completions: number("completions", [1, 10_000]),
  add_volume: placedVolume,
  mount_volume: mountVolume,
  node_selector: nodeSelector,
  toleration,
  affinity: without(KEPT),
};

const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  daily: ["hour", "minute"],
  weekly: ["day_of_week", "hour", "minute"],
  monthly: ["day", "hour", "minute"],
  every_minutes: ["minutes"],
  every_hours: ["hours"],
};

const scheduled =
  (schedule: (args: Record<string, Value | undefined>) => string): Handler => (step) => {
    const args = argumentsOf(step.call, ...PARAMETERS[step.call.method] ?? []);
    return putFormat(step, ["schedule"], schedule(args), "cron");
  };

/** The calls of cron jobs. */
export const CRON_JOB: Methods = {
  ...TASK,
  schedule: (step) => putFormat(step, ["schedule"], step.call.positional[0], "cron"),
  daily: scheduled(({ hour = 0, minute = 0 }) => `${minute} ${hour} * * *`),
  weekly: scheduled(({ day_of_week = 0, hour = 0, minute = 0 }) =>
    `${minute} ${hour} * * ${day_of_week}`
  ),
  monthly: scheduled(({ day = 1, hour = 0, minute = 0 }) => `${minute} ${hour} ${day} * *`),
  every_minutes: scheduled(({ minutes }) => `*/${minutes} * * * *`),
  every_hours: scheduled(({ hours }) => `0 */${hours} * * *`),
  timezone: (step) => putFormat(step, ["timeZone"], step.call.positional[0], "time-zone"),
  concurrency_policy: (step) =>
    putWord(step, ["concurrency"], step.call.positional[0], ["Allow", "Forbid", "Replace"]),
  suspend: (step) => {
    set(step.node, ["suspend"], argumentsOf(step.call, "suspended")["suspended"] !== false);
    return undefined;
  },
  starting_deadline: time("startingDeadline"),
  history_limits: (step) => {
    const args = argumentsOf(step.call, "successful", "failed");
    const put = (name: string, field: string) =>
      args[name] === undefined ? undefined : putWhole(step, [field], args[name], [0, 100]);
    return worst(put("successful", "successfulHistory"), put("failed", "failedHistory"));
  },
};
