import type { Container, ContainerPort } from "./container.ts";
import type { Origin } from "./origin.ts";
import type { AccessMode, Volume } from "./volume.ts";

/** A container that keeps running: an app or a stateful app. */
export interface Workload extends Origin, Container {
  readonly kind: "workload";
  /** Whether each replica has an identity and storage of its own. */
  readonly stateful: boolean;
  readonly build?: Build;
  readonly replicas: number;
  readonly ports?: readonly ContainerPort[];
  readonly probes?: Probes;
  /** The size of the main volume. */
  readonly storage?: string;
  readonly mountPath: string;
  readonly storageClass?: string;
  readonly accessMode: AccessMode;
  /** Further volumes. */
  readonly volumes?: readonly Volume[];
  readonly autoscaling?: Autoscaling;
  readonly disruptionBudget?: DisruptionBudget;
  readonly rollout?: RolloutSettings;
  /** The node of the strategy by which a new version replaces the old one. */
  readonly strategy?: string;
  /** The nodes of the monitors that watch it. */
  readonly monitors: readonly string[];
  readonly updateStrategy?: "RollingUpdate" | "OnDelete";
  readonly partition?: number;
  readonly podManagement?: "OrderedReady" | "Parallel";
  readonly headless?: boolean;
  readonly hostNetwork?: boolean;
  readonly dnsPolicy?: "ClusterFirst" | "Default" | "ClusterFirstWithHostNet" | "None";
}

/** An image built from sources beside the Compose file. */
export interface Build {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** The health checks of a container. */
export interface Probes {
  readonly liveness?: Probe;
  readonly readiness?: Probe;
  readonly startup?: Probe;
}

/** One health check: exactly one of `http`, `tcp` and `exec`. Times are durations such as `10s`. */
export interface Probe {
  readonly http?: { readonly path: string; readonly port?: string | number };
  readonly tcp?: { readonly port?: string | number };
  readonly exec?: readonly string[];
  readonly initialDelay?: string;
  readonly period: string;
  readonly timeout: string;
  readonly failures: number;
  readonly successes?: number;
}

/** How many replicas run under load; targets are percent of the request. */
export interface Autoscaling {
  readonly min: number;
  readonly max: number;
  readonly cpu?: number;
  readonly memory?: number;
}

/** How many replicas a node drain must leave; a number or a percentage. */
export interface DisruptionBudget {
  readonly minAvailable?: number | string;
  readonly maxUnavailable?: number | string;
}

/** How a new version replaces the old one. */
export interface RolloutSettings {
  readonly type: "RollingUpdate" | "Recreate";
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
}
