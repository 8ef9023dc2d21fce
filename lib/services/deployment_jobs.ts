import type { Actor } from "../model/account.ts";
import type { Deployment } from "../model/deployment.ts";
import { AppError } from "../model/error.ts";
import type { Undeployment } from "../model/event.ts";
import type { Job, State } from "../state/state.ts";
import { personOf } from "./content/author.ts";
import { createDeploymentHistory } from "./deployment_history.ts";
import { createDeployments, type Undeployed } from "./deployments.ts";
import type { RunOptions } from "./jobs/attempt.ts";
import { createListing, type DeploymentQuery } from "./jobs/listing.ts";
import type { Place } from "./jobs/place.ts";
import { jobOf } from "./jobs/starting.ts";
import { statusOf } from "./jobs/status.ts";
import { undeploy } from "./jobs/undeploying.ts";
import { createWorker } from "./jobs/worker.ts";
import type { Page } from "./workflows.ts";

export type { DeploymentQuery } from "./jobs/listing.ts";

/** Deployments as jobs: asked for now, done by whichever process holds their lease. */
export interface DeploymentJobs {
  /**
   * Queues a deployment of a workflow's commit, by default the head. A queued one of the same
   * workflow and environment becomes `superseded`.
   *
   * @throws `not_found`; `unprocessable` with all problems.
   */
  start(request: StartRequest, actor: Actor): Promise<Deployment>;
  /** Of what Git remembers and what is on its way; the newest first. */
  list(query: DeploymentQuery): Promise<Page<Deployment>>;
  /** @throws `not_found`. */
  find(id: string): Promise<Deployment>;
  /** Stops one that has not ended. @throws `not_found`; `conflict` when it has ended. */
  cancel(id: string, actor: Actor): Promise<Deployment>;
  /** Deploys the source of an old one again. Throws as `start`. */
  redeploy(id: string, actor: Actor): Promise<Deployment>;
  /** Takes a workflow away. @throws `not_found`; `conflict` while it is being deployed. */
  undeploy(place: Place, actor: Actor): Promise<Undeployed>;
  /** Begins to work on what is queued or was left by a process that is gone. */
  work(): void;
  /** Takes nothing new, waits a moment for what runs, then lets it go for another process. */
  close(): Promise<void>;
  /** How many have not ended. */
  readonly open: number;
  /** For how many seconds the oldest of them is there. */
  readonly oldestAge: number;
}

/** What is to be deployed. */
export interface StartRequest extends Place {
  readonly commit?: string;
}

/** What deployments as jobs need. */
export interface DeploymentJobsOptions
  extends Omit<RunOptions, "jobs" | "deployments" | "history"> {
  readonly state: Pick<State, "jobs" | "leases" | "versions">;
  /** Names the process among others; made up unless told. */
  readonly owner?: string;
  /** Milliseconds after which a process that fell silent loses its jobs. */
  readonly leaseTtl?: number;
  /** How many are done at once. */
  readonly concurrency?: number;
  /** Milliseconds between two looks at what other processes did. */
  readonly pollInterval?: number;
  /** Milliseconds that running ones get to come to their end at a close. */
  readonly grace?: number;
}

/** Creates the deployments of one repository. */
export function createDeploymentJobs(options: DeploymentJobsOptions): DeploymentJobs {
  const { state, store, events, now } = options;
  const history = createDeploymentHistory(store);
  const deployments = createDeployments({ store, now, history });
  const listing = createListing(state, history);
  const parts = {
    owner: crypto.randomUUID(),
    leaseTtl: 10_000,
    concurrency: 2,
    pollInterval: 1_000,
    grace: 1_500,
    ...options,
    jobs: state.jobs,
    deployments,
    history,
  };
  const worker = createWorker(parts);

  function tell(deployment: Deployment): Promise<void> {
    return events.publish("deployment_status", statusOf(deployment, now()));
  }

  async function start(request: StartRequest, actor: Actor): Promise<Deployment> {
    const job = await jobOf(request, actor, options);
    const superseded = await state.jobs.queue(job);
    for (const { deployment } of [...superseded, job]) await tell(deployment);
    worker.wake();
    return job.deployment;
  }

  async function find(id: string): Promise<Deployment> {
    const deployment = await listing.find(id);
    if (deployment) return deployment;
    throw new AppError("not_found", `There is no deployment ${JSON.stringify(id)}`);
  }

  async function cancel(id: string): Promise<Deployment> {
    let isOpen = false;
    const job = await state.jobs.update(id, (job) => {
      isOpen = true;
      return cancelled(job);
    });
    const deployment = job?.deployment ?? await find(id);
    if (!isOpen) throw new AppError("conflict", `The deployment has ended: ${deployment.state}`);
    worker.cancel(id);
    if (deployment.state === "cancelled") await tell(deployment);
    return deployment;
  }

  async function takeAway(place: Place, actor: Actor): Promise<Undeployed> {
    const { workflow, environment } = place;
    const undeployed = await undeploy(place, personOf(actor), parts);
    worker.wake();
    const news: Undeployment = {
      at: new Date(now()).toISOString(),
      actor: actor.name,
      workflow,
      environment,
      action: "undeployed",
      ...(undeployed.commit !== undefined && { commit: undeployed.commit }),
    };
    await events.publish("log", news);
    return undeployed;
  }

  return {
    start,
    list: listing.list,
    find,
    cancel,
    async redeploy(id, actor) {
      const { workflow, environment, source } = await find(id);
      return await start({ workflow, environment, commit: source }, actor);
    },
    undeploy: takeAway,
    work: worker.start,
    close: worker.close,
    get open() {
      return worker.backlog.open;
    },
    get oldestAge() {
      const { since } = worker.backlog;
      return since === undefined ? 0 : Math.max(0, now() - since) / 1000;
    },
  };
}

/** One that nobody has begun ends at once; for the others it is a wish. */
function cancelled(job: Job): Job {
  if (job.deployment.state !== "queued") return { ...job, isCancelled: true };
  const deployment: Deployment = { ...job.deployment, state: "cancelled" };
  return { ...job, deployment, isCancelled: true, isOver: true };
}
