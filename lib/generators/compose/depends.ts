import type { Companion } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import { serviceName, waitedTasks } from "./awaited.ts";
import type { Context, Runner } from "./context.ts";

/** What a container waits for: what it is to start after, and the tasks that come before it. */
export function dependsOf(context: Context, runner: Reading<Runner>): Record<string, unknown> {
  return { ...endpointsBefore(context, runner), ...tasksBefore(context, runner) };
}

/** Everything that is behind the endpoints that a container is to start after. */
function endpointsBefore(context: Context, runner: Reading<Runner>): Record<string, unknown> {
  const { index, health } = context;
  const waiting: Record<string, unknown> = {};
  for (const { provider, order } of runner.value("addresses")) {
    if (!order) continue;
    for (const backend of index.endpoints.get(provider)?.value("backends") ?? []) {
      if (backend === runner.node || !index.workloads.has(backend)) continue;
      const condition = health.has(backend) ? "service_healthy" : "service_started";
      waiting[backend] = within(runner, { condition });
    }
  }
  return waiting;
}

function tasksBefore(context: Context, runner: Reading<Runner>): Record<string, unknown> {
  const condition = "service_completed_successfully";
  return Object.fromEntries(
    waitedTasks(context.index, runner).map((task) =>
      [serviceName(task), within(runner, { condition })] as const
    ),
  );
}

/** What a container waits for: the last of those that prepare it, which waits for the rest. */
export function dependsAfterInit(
  context: Context,
  runner: Reading<Runner>,
  name: string,
): Record<string, unknown> {
  const last = runner.each("init").at(-1);
  const condition = "service_completed_successfully";
  return {
    ...dependsOf(context, runner),
    ...last && { [companionName(name, last)]: within(last, { condition }) },
  };
}

/** The service of a companion of a service. */
export function companionName(name: string, companion: Reading<Companion>): string {
  return `${name}-${companion.value("name")}`;
}
