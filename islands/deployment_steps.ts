import type { Deployment, DeploymentState } from "../lib/model/deployment.ts";

/** A step on the way of a deployment. */
export interface DeploymentStep {
  readonly label: string;
  readonly state: "done" | "now" | "failed" | "stopped" | "waiting";
}

const WAY: readonly (readonly [state: DeploymentState, label: string])[] = [
  ["queued", "Queued"],
  ["rendering", "Rendered"],
  ["committed", "Committed"],
  ["applying", "Applied"],
  ["healthy", "Healthy"],
];

/** The steps of a deployment and how far it is. */
export function stepsOf(deployment: Deployment): DeploymentStep[] {
  const reached = reachedBy(deployment);
  return WAY.map(([, label], index) => {
    if (index < reached) return { label, state: "done" };
    return { label, state: index === reached ? stateAt(deployment) : "waiting" };
  });
}

/** The step that it is at. One that ended early does not say, but what it left behind does. */
function reachedBy({ state, commit, nodes }: Deployment): number {
  const index = WAY.findIndex(([name]) => name === state);
  if (state === "healthy") return WAY.length;
  if (state === "committed") return index + 1;
  if (index >= 0) return index;
  if (commit === undefined) return state === "failed" ? 1 : 0;
  return nodes.some(({ state }) => state !== "waiting") ? 4 : 3;
}

function stateAt({ state }: Deployment): DeploymentStep["state"] {
  if (state === "failed") return "failed";
  if (state === "cancelled" || state === "superseded") return "stopped";
  return state === "committed" ? "waiting" : "now";
}
