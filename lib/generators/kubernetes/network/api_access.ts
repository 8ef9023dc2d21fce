import type { Context } from "../context.ts";
import { waitedTasks } from "../predecessors.ts";
import type { Pods } from "./pods.ts";

/** Whether pods speak to the API server: with a token of their own, or to wait for tasks. */
export function asksApi(context: Context, { runner }: Pods): boolean {
  const identity = context.index.identities.get(runner.value("identity") ?? "");
  return waitedTasks(context, runner).length > 0 || identity?.value("automount") === true ||
    runner.has("serviceAccount");
}
