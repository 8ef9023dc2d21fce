import type { Deployment } from "../model/deployment.ts";
import type { Person, Store } from "../stores/store.ts";
import type { Application, Target } from "../targets/target.ts";
import { applicationOf } from "./application.ts";
import { branchOf, commitFiles, removeFiles } from "./deployment_branch.ts";
import { createDeploymentHistory, type DeploymentHistory } from "./deployment_history.ts";
import type { DeploymentRequest } from "./deployment_request.ts";
import { begun, failure, waiting, withStatus } from "./deployment_states.ts";

/** What deployments need. */
export interface DeploymentsOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What Git remembers; made from the store unless handed in. */
  readonly history?: DeploymentHistory;
}

/** Takes workflows to environments and away again. */
export interface Deployments {
  /** Commits a rendered workflow to its environment's branch, applies it and writes the outcome. */
  deploy(request: DeploymentRequest): Promise<Deployment>;
  /** Writes how a deployment ended beside its commit; without a commit there is no place for it. */
  note(deployment: Deployment, actor: Person): Promise<void>;
  /** Takes a workflow away. Answers what was removed; `undefined` where nothing was deployed. */
  undeploy(request: UndeployRequest): Promise<Undeployed>;
  /** How a deployment ended, by its id; `undefined` where Git does not know. */
  find(id: string): Promise<Deployment | undefined>;
}

/** A workflow that is to be taken away. */
export interface UndeployRequest {
  readonly workflow: string;
  readonly environment: string;
  readonly target?: Target | undefined;
  readonly actor: Person;
}

/** What `undeploy` did. */
export interface Undeployed {
  /** The commit that removed the folder; absent where there was none. */
  readonly commit?: string;
  /** The names of the volumes that stay. */
  readonly volumes: readonly string[];
}

/** Creates what takes workflows to environments. */
export function createDeployments(options: DeploymentsOptions): Deployments {
  const { store, now } = options;
  const history = options.history ?? createDeploymentHistory(store);

  async function deploy(request: DeploymentRequest): Promise<Deployment> {
    let deployment = request.deployment ?? begun(request, now());
    const update = (change: Partial<Deployment>) => {
      deployment = { ...deployment, ...change };
      request.onChange?.(deployment);
    };
    const application = applicationOf(request);
    update({ state: "rendering", nodes: application.nodes.map((node) => waiting(node, now())) });
    const commit = await commitFiles(store, deployment, request, async () => {
      if (!request.deployment) return undefined;
      return (await history.find(deployment.id))?.commit;
    });
    update({ state: "committed", commit });
    const { target, unapplied } = request;
    const fault = target
      ? await faultOf(apply(target, application, () => deployment, update))
      : undefined;
    await request.checkpoint?.();
    if (fault) update(failure(fault.error));
    else if (unapplied !== undefined) update({ message: `Nothing was applied: ${unapplied}` });
    await note(deployment, request.actor);
    if (fault) throw fault.error;
    return deployment;
  }

  async function note(deployment: Deployment, actor: Person): Promise<void> {
    const text = `${JSON.stringify(deployment, null, 2)}\n`;
    if (deployment.commit !== undefined) await store.writeNote(deployment.commit, text, actor);
  }

  return {
    deploy,
    note,
    undeploy: (request) => undeploy(store, request),
    async find(id) {
      const committed = await history.find(id);
      return committed && await history.outcome(committed);
    },
  };
}

/** The error that a promise ends with, if it does. */
async function faultOf(promise: Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  try {
    await promise;
  } catch (error) {
    return { error };
  }
}

async function apply(
  target: Target,
  application: Application,
  current: () => Deployment,
  update: (change: Partial<Deployment>) => void,
): Promise<void> {
  update({ state: "applying" });
  for await (const status of target.apply(application)) {
    update({ nodes: withStatus(current().nodes, status) });
  }
  const healthy = current().nodes.every(({ state }) => state === "healthy");
  const cancelled = application.signal?.aborted === true;
  update({ state: healthy ? "healthy" : cancelled ? "cancelled" : "failed" });
}

async function undeploy(
  store: Store,
  { workflow, environment, target, actor }: UndeployRequest,
): Promise<Undeployed> {
  const volumes = await target?.remove({ workflow, environment }) ?? [];
  const head = await store.head(branchOf(environment));
  const isThere = head !== undefined && (await store.list(head, workflow)).length > 0;
  if (!isThere) return { volumes };
  const commit = await removeFiles(store, { workflow, environment, actor });
  return { commit, volumes };
}
