import type { Deployment, DeploymentState, NodeStatus } from "../model/deployment.ts";
import { AppError } from "../model/error.ts";
import { uuidV7 } from "../model/uuid.ts";
import type { DeploymentRequest } from "./deployment_request.ts";

/** What a deployment is of, and whose. */
type Origin = Pick<DeploymentRequest, "workflow" | "environment" | "source" | "actor">;

/** A deployment that begins at a time. */
export function begun({ workflow, environment, source, actor }: Origin, time: number): Deployment {
  return {
    id: uuidV7(time, crypto.getRandomValues(new Uint8Array(10))),
    workflow,
    environment,
    source,
    state: "queued",
    actor: actor.name,
    createdAt: new Date(time).toISOString(),
    nodes: [],
  };
}

/** A node that nothing has happened to yet. */
export function waiting(node: string, time: number): NodeStatus {
  return { node, state: "waiting", at: new Date(time).toISOString() };
}

/** The nodes with the news of one of them, ordered by id. */
export function withStatus(nodes: readonly NodeStatus[], status: NodeStatus): NodeStatus[] {
  const others = nodes.filter(({ node }) => node !== status.node);
  return [...others, status].sort((a, b) => a.node < b.node ? -1 : 1);
}

/** How a deployment ends that something went wrong with; what is unexpected is not told. */
export function failure(error: unknown): Partial<Deployment> {
  const state: DeploymentState = "failed";
  return error instanceof AppError
    ? { state, reason: error.code, message: error.message }
    : { state, reason: "unexpected", message: "The deployment ended unexpectedly" };
}
