import type { Job, State } from "../../state/state.ts";
import type { Target } from "../../targets/target.ts";
import type { DeploymentHistory } from "../deployment_history.ts";
import type { Deployments } from "../deployments.ts";
import type { Events } from "../events.ts";
import type { Metrics } from "../metrics.ts";
import type { PrepareOptions } from "./prepare.ts";

/** What it takes to do a job. */
export interface RunOptions extends PrepareOptions {
  readonly jobs: State["jobs"];
  readonly events: Pick<Events, "publish">;
  readonly metrics?: Pick<Metrics, "count"> | undefined;
  readonly deployments: Deployments;
  readonly history: DeploymentHistory;
  readonly targets: (id: string) => Target;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of errors that nobody expected. */
  readonly report?: ((error: unknown) => void) | undefined;
}

/** How an attempt is stopped, and whether it was. */
export interface Controls {
  /** Aborted when the deployment is to end. */
  readonly cancelled: AbortSignal;
  /** Aborted for any reason. */
  readonly stopped: AbortSignal;
  abandon(): void;
  /** Throws when this process may no longer work on it, as far as it knows. */
  expectHeld(): void;
}

/** An attempt on its way. */
export interface Attempt {
  readonly job: Job;
  readonly controls: Controls;
  readonly options: RunOptions;
  /** Throws when somebody else works on it; asked before everything that leaves a trace in Git. */
  readonly checkpoint: () => Promise<void>;
}
