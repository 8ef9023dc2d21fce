import type { PodSecurity, SecretStore } from "./environment.ts";
import type { JsonObject } from "./json.ts";
import type { Identity, Permission } from "./resources/access.ts";
import type { SecretReference, Setting } from "./resources/configuration.ts";
import type { CustomObject } from "./resources/custom.ts";
import type { Group } from "./resources/group.ts";
import type { Monitor } from "./resources/monitor.ts";
import type { Endpoint, NetworkRule, Route } from "./resources/network.ts";
import type { RolloutStrategy } from "./resources/rollout.ts";
import type { Task } from "./resources/task.ts";
import type { Workload } from "./resources/workload.ts";

export type * from "./resources/access.ts";
export type * from "./resources/configuration.ts";
export type * from "./resources/container.ts";
export type * from "./resources/custom.ts";
export type * from "./resources/group.ts";
export type * from "./resources/monitor.ts";
export type * from "./resources/network.ts";
export type * from "./resources/origin.ts";
export type * from "./resources/rollout.ts";
export type * from "./resources/task.ts";
export type * from "./resources/volume.ts";
export type * from "./resources/workload.ts";

/**
 * The middle language: what components ask for and generators understand. A field of a resource
 * carries the name of the config field that it came from, so that source maps and fidelity reports
 * follow from reading it.
 */
export type Resource =
  | Workload
  | Task
  | Endpoint
  | Route
  | NetworkRule
  | SecretReference
  | Setting
  | Identity
  | Permission
  | RolloutStrategy
  | Monitor
  | Group
  | CustomObject;

/** Everything that a generator needs to write one workflow for one destination. */
export interface Plan {
  readonly workflow: string;
  /** Labels that every object carries. */
  readonly labels: Readonly<Record<string, string>>;
  /** The environment, if it is rendered for one. */
  readonly environment?: string;
  readonly namespace: string;
  readonly podSecurity: PodSecurity;
  /** Where the environment keeps secret values, if it names a place. */
  readonly secretStore?: SecretStore;
  /** Ordered by node id. */
  readonly resources: readonly Resource[];
  /** The config of each node as it was written, overrides included: what fidelity speaks of. */
  readonly written: ReadonlyMap<string, JsonObject>;
  /**
   * What plans of one workflow have in common that are made one after another: their outputs make anew
   * only what differs from the one before.
   */
  readonly series?: object;
}
