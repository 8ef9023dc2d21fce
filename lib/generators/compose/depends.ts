import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";

/** What a container waits for: everything that is behind the endpoints it is to start after. */
export function dependsOf(context: Context, runner: Reading<Runner>): Record<string, unknown> {
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
