import { type Deployment, isEnd } from "../lib/model/deployment.ts";
import type { LoggedEvent } from "../lib/model/event.ts";

/** Whether a deployment goes no further. One that nothing applies ends as committed, and says why. */
export function hasEnded({ state, message }: Pick<Deployment, "state" | "message">): boolean {
  return isEnd(state) || (state === "committed" && message !== undefined);
}

/** The deployment that an event of the type `deployment_status` tells of. */
export function deploymentOf({ data }: LoggedEvent): Deployment {
  return data as unknown as Deployment;
}
