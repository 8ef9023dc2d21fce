import { monitorsOf } from "../shared/monitoring.ts";
import type { Context } from "./context.ts";

/** The label of the Services that a monitor reads; a headless or preview Service has none. */
export function watchedLabel(monitor: string): string {
  return `celestra.dev/monitor-${monitor}`;
}

/** The labels by which monitors find the Service of a workload. */
export function watchedLabels({ index }: Context, node: string): Record<string, string> {
  const monitors = monitorsOf(index, node).filter((monitor) => monitor.has("metrics"));
  return Object.fromEntries(monitors.map((monitor) => [watchedLabel(monitor.node), "true"]));
}
