import type { Path } from "../../model/json.ts";
import { explainUnused } from "../shared/unused.ts";
import type { Context } from "./context.ts";
import { explainEndpoint } from "./reasons/endpoint.ts";
import { explainGuards } from "./reasons/guards.ts";
import { explainCustom, explainMonitor, explainStrategy } from "./reasons/extras.ts";
import { explainRoute } from "./reasons/route.ts";
import { explainSecret, explainSetting } from "./reasons/settings.ts";
import { explainTask } from "./reasons/task.ts";
import { explainWorkload } from "./reasons/workload.ts";

const NO_STORAGE = "the workload has no storage";
const NOT_CONSUMED = "no node takes it";
const NO_FILE = "no node takes it as a file";

/** Why a property that nothing asked for has no place in the file, by the name of the property. */
const REASONS: Readonly<Record<string, string>> = {
  accessMode: NO_STORAGE,
  data: NOT_CONSUMED,
  keys: NOT_CONSUMED,
  mode: NO_FILE,
  mount: NOT_CONSUMED,
  mountPath: NO_STORAGE,
  optional: NOT_CONSUMED,
  path: NO_FILE,
  reload: NOT_CONSUMED,
  subPath: NO_FILE,
  writableSize: "the container has no folders in memory",
};

/** Why a property is dropped. */
export function reasonOf(path: Path): string {
  const [field] = path;
  return (typeof field === "string" && Object.hasOwn(REASONS, field) && REASONS[field]) ||
    "Compose has no place for it";
}

/** Says of every property that Compose carries in another way, or not at all, how or why. */
export function explainLosses(context: Context): void {
  const { workloads, tasks, endpoints, routes, settings, secrets, strategies, monitors, customs } =
    context.index;
  for (const workload of workloads.values()) explainWorkload(context, workload);
  explainGuards(context);
  for (const task of tasks) explainTask(context, task);
  for (const endpoint of endpoints.values()) explainEndpoint(context, endpoint);
  for (const route of routes.values()) explainRoute(context, route);
  for (const setting of settings.values()) explainSetting(context, setting);
  for (const secret of secrets.values()) explainSecret(context, secret);
  for (const strategy of strategies.values()) explainStrategy(strategy);
  for (const monitor of monitors.values()) explainMonitor(monitor);
  for (const custom of customs.values()) explainCustom(custom);
  explainUnused(context.plan, context.index, context.recorder);
}
