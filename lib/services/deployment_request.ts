import type { Deployment } from "../model/deployment.ts";
import type { Person } from "../stores/store.ts";
import type { Target } from "../targets/target.ts";
import type { Rendered } from "./generation.ts";

/** A deployment that is asked for. */
export interface DeploymentRequest {
  readonly workflow: string;
  readonly environment: string;
  readonly output: string;
  /** The commit that it was rendered from. */
  readonly source: string;
  readonly rendered: Rendered;
  /** Where it is applied; absent to end at `committed`. */
  readonly target?: Target | undefined;
  readonly actor: Person;
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
  /**
   * The deployment, where it was asked for before: what it has done already is not done again.
   * Without one, it begins here.
   */
  readonly deployment?: Deployment;
  /** Why it is not applied anywhere; it ends with this sentence. */
  readonly unapplied?: string | undefined;
  /** Rejects when somebody else has taken over; asked before everything that leaves a trace. */
  readonly checkpoint?: () => Promise<void>;
  /** Told of every change. */
  readonly onChange?: (deployment: Deployment) => void;
}
