import type { Deployment, DeploymentState } from "../../model/deployment.ts";
import type { Job, State } from "../../state/state.ts";
import type { CommittedDeployment, DeploymentHistory } from "../deployment_history.ts";
import type { Page } from "../workflows.ts";
import type { Place } from "./place.ts";

/** Which deployments are listed. Pages count from 1. */
export interface DeploymentQuery {
  readonly page: number;
  readonly perPage: number;
  readonly workflow?: string;
  readonly environment?: string;
  readonly state?: DeploymentState;
}

/** Every deployment, be it on its way, over, or only in the memory of Git. */
export interface Listing {
  /** A page of them, the newest first. */
  list(query: DeploymentQuery): Promise<Page<Deployment>>;
  find(id: string): Promise<Deployment | undefined>;
}

/** A deployment of which only the outline was read. */
interface Outline extends Place {
  readonly id: string;
  read(): Promise<Deployment>;
}

/** How many of those that ended without a commit are shown. */
const ENDED = 200;

/** Creates the union of what is on its way and what Git remembers. */
export function createListing(
  { jobs, versions }: Pick<State, "jobs" | "versions">,
  history: DeploymentHistory,
): Listing {
  let known: { readonly version: string; readonly jobs: readonly Job[] } | undefined;

  /** Read again only when a job has changed. */
  async function current(): Promise<readonly Job[]> {
    const version = await versions.read("jobs");
    if (known?.version === version) return known.jobs;
    known = { version, jobs: [...await jobs.open(), ...await jobs.ended(ENDED)] };
    return known.jobs;
  }

  /** Git is asked first for what is over: it holds all that is known. */
  async function outcome(committed: CommittedDeployment, job?: Job): Promise<Deployment> {
    if (job && !job.isOver) return job.deployment;
    return await history.outcome(committed) ?? job?.deployment ?? withoutOutcome(committed);
  }

  async function outlines(): Promise<Outline[]> {
    const found = new Map<string, Outline>();
    const jobsById = new Map((await current()).map((job) => [job.deployment.id, job]));
    for (const [id, { deployment }] of jobsById) {
      found.set(id, { ...deployment, read: () => Promise.resolve(deployment) });
    }
    for (const committed of await history.list()) {
      const read = () => outcome(committed, jobsById.get(committed.id));
      found.set(committed.id, { ...committed, read });
    }
    return [...found.values()].sort((a, b) => a.id < b.id ? 1 : -1);
  }

  return {
    async list({ page, perPage, workflow, environment, state }) {
      const wanted = (await outlines()).filter((one) =>
        (workflow === undefined || one.workflow === workflow) &&
        (environment === undefined || one.environment === environment)
      );
      // Only its outcome says the state of a deployment; those that were read are kept.
      const inState = state === undefined
        ? wanted
        : (await Promise.all(wanted.map(readOutline))).filter((one) => one.state === state);
      const shown = inState.slice((page - 1) * perPage, page * perPage);
      const items = await Promise.all(shown.map(readOutline));
      return { items, page, perPage, total: inState.length };
    },
    async find(id) {
      const job = await jobs.find(id);
      if (job && !job.isOver) return job.deployment;
      const committed = await history.find(id);
      return committed ? await outcome(committed, job) : job?.deployment;
    },
  };
}

/** The deployment of an outline; one that was read already is its own. */
function readOutline(one: Outline | Deployment): Deployment | Promise<Deployment> {
  return "read" in one ? one.read() : one;
}

/** What is left of a deployment whose process and state were lost on the way. */
function withoutOutcome(committed: CommittedDeployment): Deployment {
  return {
    ...committed,
    state: "committed",
    reason: "outcome_unknown",
    message: "It was committed, and how it ended was never written; deploy again to be sure",
    nodes: [],
  };
}
