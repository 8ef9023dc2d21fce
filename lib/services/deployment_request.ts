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
  /** Told of every change. */
  readonly onChange?: (deployment: Deployment) => void;
}
