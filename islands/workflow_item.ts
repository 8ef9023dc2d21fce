import type { Deployment } from "../lib/model/deployment.ts";
import type { LocatedProblem } from "../lib/model/problem.ts";

/** A workflow as the API lists it. */
export interface WorkflowItem {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly kind?: string;
  readonly nodes: number;
  readonly connections: number;
  readonly etag: string;
  readonly updatedAt: string;
  /** Empty when that was too long ago to know. */
  readonly updatedBy: string;
  /** How many errors it has, and the first. */
  readonly errors: number;
  readonly problem?: LocatedProblem;
  /** How much rules find in it. */
  readonly findings: { readonly errors: number; readonly total: number };
}

/** An example that a workflow may begin as. */
export interface ExampleChoice {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

/** What a list of workflows shows of a deployment. */
export type LastDeployment = Pick<
  Deployment,
  "id" | "workflow" | "environment" | "state" | "createdAt"
>;

/** The newest deployment of each workflow to each environment. */
export function lastDeployments(deployments: readonly LastDeployment[]): LastDeployment[] {
  const last = new Map<string, LastDeployment>();
  for (const deployment of deployments) {
    const place = `${deployment.workflow}/${deployment.environment}`;
    const known = last.get(place);
    // Ids begin with the time, so a later one is greater.
    if (!known || deployment.id >= known.id) last.set(place, deployment);
  }
  return [...last.values()].map(({ id, workflow, environment, state, createdAt }) => ({
    id,
    workflow,
    environment,
    state,
    createdAt,
  }));
}
