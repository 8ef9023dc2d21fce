import type { Deployment } from "../model/deployment.ts";
import { AppError } from "../model/error.ts";
import type { Change, Person, Store } from "../stores/store.ts";
import { branchFiles } from "./branch.ts";
import type { DeploymentRequest } from "./deployment_request.ts";

/** How often a branch that moves is tried again. */
const TRIES = 5;

/** The branch that holds what is deployed to an environment. */
export function branchOf(environment: string): string {
  return `deploy/${environment}`;
}

/**
 * Replaces the workflow's folder on the branch of its environment.
 *
 * @param committed Finds the commit where another process made it already.
 */
export function commitFiles(
  store: Store,
  { id, workflow, environment, source, actor }: Deployment,
  request: DeploymentRequest,
  committed: () => Promise<string | undefined>,
): Promise<string> {
  return onBranch(store, environment, (base) => ({
    branch: branchOf(environment),
    base,
    files: [{ path: workflow, remove: true as const }, ...branchFiles(request)],
    message: `deploy(${environment}): ${workflow}`,
    trailers: {
      "Source-Commit": source,
      "Workflow": workflow,
      "Environment": environment,
      "Deployment": id,
      "Actor": actor,
    },
    author: request.actor,
  }), async () => {
    const there = await committed();
    await request.checkpoint?.();
    return there;
  });
}

/** Commits on the head of a branch, again when somebody else was faster. */
async function onBranch(
  store: Store,
  environment: string,
  change: (base: string | undefined) => Change,
  committed: () => Promise<string | undefined> = () => Promise.resolve(undefined),
): Promise<string> {
  for (let attempt = 1;; attempt++) {
    try {
      const base = await store.head(branchOf(environment));
      return await committed() ?? await store.commit(change(base));
    } catch (error) {
      const moved = error instanceof AppError && error.code === "conflict";
      if (!moved || attempt === TRIES) throw error;
    }
  }
}

/** Removes a workflow's folder from the branch of an environment. */
export function removeFiles(
  store: Store,
  { workflow, environment, actor }: { workflow: string; environment: string; actor: Person },
): Promise<string> {
  return onBranch(store, environment, (base) => ({
    branch: branchOf(environment),
    base,
    files: [{ path: workflow, remove: true as const }],
    message: `undeploy(${environment}): ${workflow}`,
    trailers: { "Workflow": workflow, "Environment": environment, "Actor": actor.name },
    author: actor,
  }));
}
