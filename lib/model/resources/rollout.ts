import type { Origin } from "./origin.ts";

/** How a new version replaces the old one. */
export interface RolloutStrategy extends Origin {
  readonly kind: "rollout-strategy";
  readonly type: "RollingUpdate" | "Recreate" | "Canary" | "BlueGreen";
  readonly maxSurge?: number | string;
  readonly maxUnavailable?: number | string;
  /** Of a canary: the share that the new version gets, and how long it is watched there. */
  readonly steps?: readonly RolloutStep[];
  /** Of blue-green: whether the new version takes over by itself. */
  readonly autoPromotion?: boolean;
  readonly autoPromotionAfter?: string;
  readonly previewReplicas?: number;
  /** How long the old version stays, as a duration. */
  readonly scaleDownDelay?: string;
  /** How long a new version may take to become ready, as a duration. */
  readonly timeout?: string;
  readonly minReady?: string;
  readonly history?: number;
  /** A measurement that stops a bad version. */
  readonly analysis?: RolloutAnalysis;
}

/** A step of a canary. */
export interface RolloutStep {
  /** The share of the new version, in percent. */
  readonly weight: number;
  /** How long it is watched there, as a duration. */
  readonly pause?: string;
  /** Whether it waits there until a person promotes it. */
  readonly manual?: boolean;
}

/** A Prometheus query whose answers must hold. */
export interface RolloutAnalysis {
  readonly address: string;
  readonly query: string;
  /** A condition on `result` that says that the new version is good. */
  readonly success: string;
  readonly interval: string;
  readonly count: number;
  readonly failures: number;
}
