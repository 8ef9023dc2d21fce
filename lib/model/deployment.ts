/** What a deployment goes through; the last four are ends. */
export type DeploymentState =
  | "queued"
  | "rendering"
  | "committed"
  | "applying"
  | "healthy"
  | "failed"
  | "cancelled"
  | "superseded";

const ENDS: readonly DeploymentState[] = ["healthy", "failed", "cancelled", "superseded"];

/** Whether nothing follows a state. `committed` is an end too where nothing can be applied. */
export function isEnd(state: DeploymentState): boolean {
  return ENDS.includes(state);
}

/** What happened to one node of a deployment. */
export type NodeState = "waiting" | "applying" | "healthy" | "failed" | "unknown";

/** The state of one node. Times are ISO 8601 in UTC. */
export interface NodeStatus {
  readonly node: string;
  readonly state: NodeState;
  /** A word for programs, such as `exited`, `unhealthy` or `timeout`. */
  readonly reason?: string;
  /** A sentence for people. */
  readonly message?: string;
  /** The last lines that it printed. */
  readonly log?: readonly string[];
  readonly at: string;
}

/** Artifacts of one workflow at one commit, committed to `deploy/<environment>` and applied. */
export interface Deployment {
  /** A UUIDv7. */
  readonly id: string;
  readonly workflow: string;
  readonly environment: string;
  /** The commit on `deploy/<environment>`. */
  readonly commit?: string;
  /** The commit that it was rendered from. */
  readonly source: string;
  readonly state: DeploymentState;
  readonly actor: string;
  readonly createdAt: string;
  /** Why it failed, in a word and a sentence, if not for a single node. */
  readonly reason?: string;
  readonly message?: string;
  readonly nodes: readonly NodeStatus[];
}
