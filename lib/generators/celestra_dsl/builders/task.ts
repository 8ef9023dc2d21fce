import { secondsOf } from "../../../model/formats.ts";
import type { Task } from "../../../model/resource.ts";
import { literal } from "../../kubernetes/text.ts";
import type { Reading } from "../../recorder.ts";
import { dropAll } from "../../shared/drop_all.ts";
import {
  type Attribute,
  type Builder,
  callFrom,
  placeOf,
  reference,
  said,
  saidEach,
} from "../builder.ts";
import type { Context } from "../context.ts";
import { type Call, Keyword } from "../python/program.ts";
import { containerCalls } from "./container.ts";
import { labelCalls } from "./labels.ts";
import { placementCalls } from "./placement.ts";
import { referredBy } from "./referred.ts";
import { securityCalls, securityOf } from "./security.ts";
import { volumeCalls } from "./volumes.ts";

/** What the library has no call for. */
const LOST = {
  init: "the library adds containers to apps only",
  sidecars: "the library adds containers to apps only",
  lifecycle: "the library gives steps of a start and a stop to apps only",
  wait: "the library lets apps wait only",
  serviceAccount: "the library gives accounts to apps only",
  keepFinished: "the library does not say how long a finished run is kept",
  indexed: "the library does not number completions",
  storage: "the library makes no claim for a job",
  storageClass: "the library makes no claim for a job",
  accessMode: "the library makes no claim for a job",
  mountPath: "the library makes no claim for a job",
} as const;

/** A task as a Job or CronJob. */
export function taskBuilders(
  context: Context,
  task: Reading<Task>,
  sources: ReadonlyMap<string, Builder>,
): Builder[] {
  if (task.has("volumeOf")) return backupDropped(context, task);
  const scheduled = task.has("schedule");
  const referred = referredBy(context, task);
  const calls = [
    ...labelCalls(context, task),
    ...saidEach(task, "annotations", "add_annotation"),
    ...containerCalls(context, task, referred.variables),
    ...(scheduled ? [] : securityCalls(task, true)),
    ...said(task, "command", "command", (words) => words.map(literal)),
    ...said(task, "args", "args", (words) => words.map(literal)),
    ...(scheduled ? scheduleCalls(task) : countCalls(task)),
    ...runCalls(task),
    ...[...referred.all].flatMap((id) => referenceCalls(context, sources, id)),
    ...(scheduled ? onlyJobs(task) : [...volumeCalls(task), ...placementCalls(task)]),
  ];
  dropAll(task, LOST);
  return [{
    ...placeOf(task),
    variable: context.names.of(task.node),
    type: scheduled ? "CronJob" : "Job",
    args: [task.node],
    standing: "namespace",
    namespace: context.membership.namespaceOf(task.node),
    calls,
    ...(scheduled && { attributes: [securityAttribute(task)] }),
  }];
}

/** A cron job of the library mounts no volume, so a backup would read nothing. */
function backupDropped({ recorder }: Context, task: Reading<Task>): Builder[] {
  const reason = "a cron job of the library mounts no volume, so it could not read the data";
  recorder.drop(task.node, task.path, reason);
  return [];
}

function scheduleCalls(task: Reading<Task>): Call[] {
  const limits = [
    ["successful", "successfulHistory"],
    ["failed", "failedHistory"],
  ] as const;
  const set = limits.filter(([, key]) => task.has(key));
  task.drop("parallelism", "the library runs a scheduled job once at a time");
  task.drop("completions", "the library runs a scheduled job once at a time");
  return [
    ...said(task, "schedule", "schedule"),
    ...said(task, "timeZone", "timezone"),
    ...said(task, "concurrency", "concurrency_policy"),
    ...said(task, "suspend", "suspend"),
    ...said(task, "startingDeadline", "starting_deadline", seconds),
    ...(set.length === 0 ? [] : [
      callFrom(
        placeOf(task, set[0]![1]),
        "history_limits",
        ...set.map(([name, key]) => new Keyword(name, task.value(key)!)),
      ),
    ]),
  ];
}

function countCalls(task: Reading<Task>): Call[] {
  for (const key of ["timeZone", "concurrency", "suspend", "startingDeadline"] as const) {
    task.drop(key, "only scheduled jobs have it");
  }
  return [
    ...said(task, "parallelism", "parallelism"),
    ...said(task, "completions", "completions"),
  ];
}

function runCalls(task: Reading<Task>): Call[] {
  return [
    ...said(task, "retries", "retry_limit"),
    ...said(task, "timeout", "timeout", seconds),
    ...said(task, "restartPolicy", "restart_policy"),
  ];
}

/** A CronJob writes a security context and has no call for it; no pod may run without one. */
function securityAttribute(task: Reading<Task>): Attribute {
  return { ...placeOf(task), name: "_security_context", value: securityOf(task, false) };
}

function seconds(text: string): number {
  return secondsOf(text) ?? 0;
}

function referenceCalls(
  { index }: Context,
  sources: ReadonlyMap<string, Builder>,
  id: string,
): Call[] {
  const builder = sources.get(id);
  if (!builder) return [];
  const method = index.secrets.has(id) ? "add_secret" : "add_config";
  return [callFrom({ node: id, path: [] }, method, reference(builder))];
}

function onlyJobs(task: Reading<Task>): Call[] {
  const reason = "the library has calls for it on a Job, and none on a CronJob";
  for (const key of ["placement", "hostFolders", "volumes"] as const) task.drop(key, reason);
  return [];
}
