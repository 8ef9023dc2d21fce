import type { Deployment } from "../model/deployment.ts";
import type { CommitEntry, Store } from "../stores/store.ts";
import { deploymentIn } from "./deployment_note.ts";

/** A deployment as its commit on `deploy/<environment>` tells it; the outcome is in the note. */
export interface CommittedDeployment {
  readonly id: string;
  readonly workflow: string;
  readonly environment: string;
  readonly commit: string;
  readonly source: string;
  readonly actor: string;
  readonly createdAt: string;
}

/** The deployments that Git remembers. */
export interface DeploymentHistory {
  /** Those of all environments, in no order. */
  list(): Promise<CommittedDeployment[]>;
  /** The one with an id. */
  find(id: string): Promise<CommittedDeployment | undefined>;
  /** How it ended, from its note; `undefined` where none was written. */
  outcome(committed: CommittedDeployment): Promise<Deployment | undefined>;
}

/** What is known of a branch. */
interface Known {
  readonly head: string;
  readonly deployments: readonly CommittedDeployment[];
}

/** How far back each branch is read. */
const HISTORY = 1000;

/** How many new commits are looked through before a branch is read as a whole. */
const RECENT = 20;

const BRANCH = "deploy/";

/** Creates a view of the branches `deploy/*`; each is read again only when it has moved. */
export function createDeploymentHistory(store: Store): DeploymentHistory {
  const known = new Map<string, Known>();
  const outcomes = new Map<string, Deployment>();

  async function list(): Promise<CommittedDeployment[]> {
    const branches = (await store.branches()).filter((branch) => branch.startsWith(BRANCH));
    return (await Promise.all(branches.map(read))).flat();
  }

  async function read(branch: string): Promise<readonly CommittedDeployment[]> {
    const before = known.get(branch);
    const head = await store.head(branch);
    if (head === undefined) return [];
    if (head === before?.head) return before.deployments;
    const deployments = await grown(store, branch, head, before) ??
      committedIn(await store.history(head, HISTORY), branch);
    known.set(branch, { head, deployments });
    return deployments;
  }

  return {
    list,
    find: async (id) => (await list()).find((one) => one.id === id),
    async outcome({ id, commit }) {
      const there = outcomes.get(id);
      if (there) return there;
      const outcome = deploymentIn(await store.readNote(commit), id);
      if (outcome) outcomes.set(id, outcome);
      return outcome;
    },
  };
}

/** What stands on a branch that has only grown since; `undefined` where that is not clear. */
async function grown(
  store: Store,
  branch: string,
  head: string,
  before: Known | undefined,
): Promise<CommittedDeployment[] | undefined> {
  if (!before) return undefined;
  const recent = await store.history(head, RECENT);
  const end = recent.findIndex(({ id }) => id === before.head);
  if (end < 0) return undefined;
  return [...committedIn(recent.slice(0, end), branch), ...before.deployments].slice(0, HISTORY);
}

/** A branch that was made from that of another environment holds deployments that are not its own. */
function committedIn(entries: readonly CommitEntry[], branch: string): CommittedDeployment[] {
  const environment = branch.slice(BRANCH.length);
  return entries.map(committed).filter((one) =>
    one?.environment === environment
  ) as CommittedDeployment[];
}

/** A commit as a deployment, if its trailers say that it is one. */
function committed(entry: CommitEntry): CommittedDeployment | undefined {
  const paragraph = entry.message.trimEnd().split("\n\n").at(-1)!;
  const trailers = new Map(
    paragraph.split("\n").map((line) => line.split(": ", 2) as [string, string]),
  );
  const id = trailers.get("Deployment");
  const workflow = trailers.get("Workflow");
  const environment = trailers.get("Environment");
  if (!id || !workflow || !environment) return undefined;
  return {
    id,
    workflow,
    environment,
    commit: entry.id,
    source: trailers.get("Source-Commit") ?? "",
    actor: trailers.get("Actor") ?? entry.author.name,
    createdAt: new Date(entry.time * 1000).toISOString(),
  };
}
