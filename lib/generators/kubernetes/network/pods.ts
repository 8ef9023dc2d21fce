import type { Protocol, Workload } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context, Runner } from "../context.ts";
import { cronJobName } from "../names.ts";
import { homeOf } from "../home.ts";

/** The pods that one workload or task makes: a policy selects them by their name label. */
export interface Pods {
  /** The node that they belong to. */
  readonly node: string;
  /** The value of their name label, another one for each. */
  readonly name: string;
  readonly namespace: string;
  readonly runner: Reading<Runner>;
  /** What they listen on; what a task opens is for nobody. */
  readonly ports: readonly PodPort[];
}

/** A port that a container listens on. */
export interface PodPort {
  readonly name: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether the host answers for it as well. */
  readonly isOnHost: boolean;
}

/** The pods of a plan, ordered by node. */
export function podsOf(context: Context): Pods[] {
  const { workloads, tasks } = context.index;
  const placed = (runner: Reading<Runner>, name: string, ports: Pods["ports"] = []): Pods => ({
    node: runner.node,
    name,
    namespace: homeOf(context, runner.node),
    runner,
    ports,
  });
  return [
    ...[...workloads.values()].map((workload) =>
      placed(workload, workload.node, portsOf(workload))
    ),
    ...tasks.map((task) => placed(task, cronJobName(task.node, task.value("suffix")))),
  ];
}

/** The ports of all containers of a workload. Only what a policy needs of them is taken. */
function portsOf(workload: Reading<Workload>): PodPort[] {
  const companions = workload.each("sidecars").flatMap((one) => one.each("ports"));
  return [...workload.each("ports"), ...companions].map((port) => ({
    name: port.value("name"),
    port: port.value("port"),
    protocol: port.value("protocol"),
    isOnHost: port.has("hostPort"),
  }));
}
