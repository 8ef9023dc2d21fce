import type { Deployment, DeploymentState, NodeStatus } from "../model/deployment.ts";
import { AppError } from "../model/error.ts";
import { uuidV7 } from "../model/uuid.ts";
import type { Person, Store } from "../stores/store.ts";
import type { Application, Target } from "../targets/target.ts";
import { applicationOf } from "./application.ts";
import { branchOf, commitFiles, removeFiles } from "./deployment_branch.ts";
import type { DeploymentRequest } from "./deployment_request.ts";

/** What deployments need. */
export interface DeploymentsOptions {
  readonly store: Store;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Takes workflows to environments and away again. */
export interface Deployments {
  /** Commits a rendered workflow to its environment's branch, applies it and writes the outcome. */
  deploy(request: DeploymentRequest): Promise<Deployment>;
  /** Takes a workflow away. Answers what was removed; `undefined` where nothing was deployed. */
  undeploy(request: UndeployRequest): Promise<Undeployed>;
  /** A deployment by its id. */
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

/** How far back `find` looks on each branch. */
const HISTORY = 1000;

/** Creates what takes workflows to environments. */
export function createDeployments({ store, now }: DeploymentsOptions): Deployments {
  return {
    async deploy(request) {
      let deployment: Deployment = {
        id: uuidV7(now(), crypto.getRandomValues(new Uint8Array(10))),
        workflow: request.workflow,
        environment: request.environment,
        source: request.source,
        state: "rendering",
        actor: request.actor.name,
        createdAt: new Date(now()).toISOString(),
        nodes: [],
      };
      const update = (change: Partial<Deployment>) => {
        deployment = { ...deployment, ...change };
        request.onChange?.(deployment);
      };
      const application = applicationOf(request);
      update({ nodes: application.nodes.map((node) => waiting(node, now())) });
      const commit = await commitFiles(store, deployment, request);
      update({ state: "committed", commit });
      try {
        if (request.target) await apply(request.target, application, () => deployment, update);
        return deployment;
      } catch (error) {
        update(failure(error));
        throw error;
      } finally {
        await store.writeNote(commit, `${JSON.stringify(deployment, null, 2)}\n`, request.actor);
      }
    },
    undeploy: (request) => undeploy(store, request),
    find: (id) => find(store, id),
  };
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

function withStatus(nodes: readonly NodeStatus[], status: NodeStatus): NodeStatus[] {
  const others = nodes.filter(({ node }) => node !== status.node);
  return [...others, status].sort((a, b) => a.node < b.node ? -1 : 1);
}

/** How a deployment ends that something went wrong with. */
function failure(error: unknown): Partial<Deployment> {
  const state: DeploymentState = "failed";
  return error instanceof AppError
    ? { state, reason: error.code, message: error.message }
    : { state, reason: "unexpected", message: "The deployment ended unexpectedly" };
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

async function find(store: Store, id: string): Promise<Deployment | undefined> {
  for (const branch of await store.branches()) {
    const head = branch.startsWith("deploy/") ? await store.head(branch) : undefined;
    if (head === undefined) continue;
    const commit = (await store.history(head, HISTORY)).find(({ message }) =>
      message.includes(`\nDeployment: ${id}`)
    );
    const note = commit && await store.readNote(commit.id);
    if (note !== undefined) return JSON.parse(note) as Deployment;
  }
  return undefined;
}

function waiting(node: string, time: number): NodeStatus {
  return { node, state: "waiting", at: new Date(time).toISOString() };
}
