import type { Artifact } from "../model/artifact.ts";
import type { NodeStatus } from "../model/deployment.ts";

/** A sort of destination: what is known of it before it is opened. */
export interface TargetAdapter {
  /** The value of `target` in an environment; kebab-case, as its file is named. */
  readonly id: string;
  readonly title: string;
  /** The output that an environment renders when it names none. */
  readonly output: string;
  /** Opens it on this machine; nothing is started. */
  open(settings: TargetSettings): Target;
}

/** What a target is opened with. */
export interface TargetSettings {
  /** The folder of what Celestra keeps outside Git. */
  readonly data: string;
  /** The variables of the process; they say where an engine is. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Where an environment applies its output. */
export interface Target {
  readonly id: string;
  readonly title: string;
  /** The output that an environment renders when it names none. */
  readonly output: string;
  /** Whether there is something to apply to; `undefined` when it answers, otherwise why not. */
  unavailable(): Promise<string | undefined>;
  /**
   * Applies a rendered application and yields the state of each node whenever it changes. Ends
   * when every node is healthy, failed, or `unknown` because something else failed; when the time
   * is over, which is a failure with the reason `timeout`; or when the signal aborts, which leaves
   * what is open `unknown` with the reason `cancelled`.
   *
   * @throws `engine_lost` when the engine stops answering on the way; `secret_missing` before
   * anything is applied, when a value is not there.
   */
  apply(application: Application): AsyncIterable<NodeStatus>;
  /** Takes the application away, volumes excepted. Returns the names of the volumes that stay. */
  remove(application: Pick<Application, "workflow" | "environment">): Promise<string[]>;
}

/** A rendered application on its way to a target. */
export interface Application {
  readonly workflow: string;
  readonly environment: string;
  readonly files: readonly Artifact[];
  /** The ids of the nodes that run something: for good, or to an end that others wait for. */
  readonly nodes: readonly string[];
  /** The secrets that must be there, by node. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** Gives up after this many milliseconds. */
  readonly timeout: number;
  readonly signal?: AbortSignal;
}
