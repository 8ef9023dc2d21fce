import { awaitedTasks } from "../../model/awaited.ts";
import type { Container, Origin, Plan } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { indexOf } from "../shared/index.ts";
import { membershipOf } from "../shared/membership.ts";
import type { VariableSources } from "../shared/variables.ts";
import { settingHashes } from "../shared/config_hash.ts";
import { healthOf } from "./health.ts";
import { type Publication, publicationsOf } from "./publications.ts";
import { reach } from "./reach.ts";

/** What every room of this generator knows of the plan. */
export interface Context extends VariableSources {
  /** The ports of this machine that lead to a workload, by the workload's node. */
  readonly published: ReadonlyMap<string, readonly Publication[]>;
  /** The health checks of the workloads that have one. */
  readonly health: ReadonlyMap<string, object>;
  /** The ids of the secrets and settings that something consumes. */
  readonly consumed: ReadonlySet<string>;
  /** The nodes of the tasks that something waits for. */
  readonly awaited: ReadonlySet<string>;
  /** The hash of a setting that recreates its consumers; `undefined` for any other. */
  hashOf(setting: string): string | undefined;
}

/** Whatever runs a container. */
export type Runner = Container & Origin;

/** Looks at a plan once. */
export function contextOf(plan: Plan): Context {
  const recorder = new Recorder();
  const index = indexOf(plan, recorder);
  const workloads = [...index.workloads.values()];
  const published = Map.groupBy(publicationsOf(plan, index), ({ workload }) => workload.node);
  return {
    plan,
    recorder,
    index,
    membership: membershipOf(index),
    published,
    health: new Map(
      workloads.flatMap((workload) => {
        const health = healthOf(workload);
        return health ? [[workload.node, health] as const] : [];
      }),
    ),
    consumed: new Set(
      [
        ...workloads.map((workload) => workload.value("settings")),
        ...index.tasks.map((task) => task.value("settings")),
      ].flat(),
    ),
    awaited: awaitedTasks(plan.resources),
    hashOf: settingHashes(index),
    reach: ({ provider, portName }) => reach(index, provider, portName),
  };
}
