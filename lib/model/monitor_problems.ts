import { secondsOf } from "./amounts.ts";
import { configProblem, type PlanIndex, portNameProblems } from "./plan_index.ts";
import type { Problem } from "./problem.ts";
import type { Monitor } from "./resource.ts";

/** Ports that a watched app does not have, and times that Prometheus refuses. */
export function monitorProblems(monitor: Monitor, index: PlanIndex): Problem[] {
  const { node, metrics, targets, alerts = [] } = monitor;
  if (!metrics) return zeroProblems(node, alerts);
  const ports = targets.flatMap((target) => {
    const path = ["metrics", "portName"];
    return portNameProblems(node, path, index.endpoints.get(target), metrics.portName);
  });
  return [...ports, ...timeProblems(node, metrics), ...zeroProblems(node, alerts)];
}

function timeProblems(
  node: string,
  { interval, timeout }: NonNullable<Monitor["metrics"]>,
): Problem[] {
  if (secondsOf(interval) === 0) {
    const message = `metrics.interval must be at least 1s, not ${interval}`;
    return [configProblem("invalid_value", node, ["metrics", "interval"], message)];
  }
  if (timeout === undefined || secondsOf(timeout)! <= secondsOf(interval)!) return [];
  const message = `metrics.timeout must be at most the interval, ${interval}, not ${timeout}`;
  return [configProblem("invalid_value", node, ["metrics", "timeout"], message)];
}

function zeroProblems(node: string, alerts: NonNullable<Monitor["alerts"]>): Problem[] {
  return alerts.flatMap(({ for: time }, index) => {
    if (time === undefined || secondsOf(time)! > 0) return [];
    const message = `alerts[${index}].for must be at least 1s; leave it out for at once`;
    return [configProblem("invalid_value", node, ["alerts", index, "for"], message)];
  });
}
