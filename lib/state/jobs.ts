import type { Key, KeyValue, Stored, Transaction } from "./key_value.ts";
import type { Job, Jobs } from "./state.ts";
import { transact } from "./transact.ts";
import { raised, versionKey } from "./versions.ts";

const OPEN: Key = ["jobs", "open"];
const ENDED: Key = ["jobs", "ended"];

/** The ids of those that are over, in the order in which they ended. */
const ENDED_IDS: Key = ["jobs_ended"];

/** How many are kept that are over. */
const MOST_ENDED = 200;

const ENDS: readonly string[] = ["healthy", "failed", "cancelled", "superseded"];

/** Creates the keeper of deployments on their way. */
export function createJobs(keyValue: KeyValue): Jobs {
  const findOpen = (id: string) => keyValue.get<Job>([...OPEN, id]);
  const findEnded = async (id: string) => (await keyValue.get<Job>([...ENDED, id]))?.value;
  const open = () => keyValue.list<Job>(OPEN);
  return {
    // A job moves from the open ones to those that are over, so none is missed in between.
    find: async (id) => (await findOpen(id))?.value ?? await findEnded(id),
    open: async () => (await open()).map(({ value }) => value),
    ended: async (limit) =>
      (await keyValue.list<Job>(ENDED, { limit, reverse: true })).map(({ value }) => value),
    queue: (job) =>
      transact(keyValue, async () => {
        // Two who queue at once must see each other: every change of a job raises this version.
        const guard = await keyValue.get(versionKey("jobs"));
        const old = (await open()).filter(({ value }) => givesWay(value, job));
        const over = old.map((found) => ({ ...found, value: superseded(found.value, job) }));
        const { checks, sets, deletes } = await ending(keyValue, over);
        const transaction = {
          checks: [{ key: versionKey("jobs"), version: guard?.version ?? null }, ...checks],
          sets: [...sets, { key: [...OPEN, job.deployment.id], value: job }, raised("jobs")],
          deletes,
        };
        return { transaction, answer: over.map(({ value }) => value) };
      }),
    update: (id, change) =>
      transact(keyValue, async () => {
        const found = await findOpen(id);
        if (!found) return { answer: await findEnded(id) };
        const value = checkedEnd(change(found.value));
        if (value === found.value) return { answer: value };
        const next = { ...found, value };
        const { checks, sets, deletes } = value.isOver
          ? await ending(keyValue, [next])
          : replacing(next);
        const transaction = { checks, sets: [...sets, raised("jobs")], deletes };
        return { transaction, answer: value };
      }),
  };
}

/** A job whose deployment came to an end is over, whoever forgot to say so. */
function checkedEnd(job: Job): Job {
  return ENDS.includes(job.deployment.state) && !job.isOver ? { ...job, isOver: true } : job;
}

function givesWay({ deployment: old }: Job, { deployment }: Job): boolean {
  return old.state === "queued" && old.workflow === deployment.workflow &&
    old.environment === deployment.environment;
}

function superseded(job: Job, by: Job): Job {
  const message = `The deployment ${by.deployment.id} took its place`;
  const deployment = {
    ...job.deployment,
    state: "superseded",
    reason: "superseded",
    message,
  } as const;
  return { ...job, deployment, isOver: true };
}

function replacing({ key, value, version }: Stored<Job>): Required<Transaction> {
  return { checks: [{ key, version }], sets: [{ key, value }], deletes: [] };
}

/** Moves jobs to those that are over, and forgets the first of these beyond their number. */
async function ending(
  keyValue: KeyValue,
  jobs: readonly Stored<Job>[],
): Promise<Required<Transaction>> {
  if (jobs.length === 0) return { checks: [], sets: [], deletes: [] };
  const found = await keyValue.get<string[]>(ENDED_IDS);
  const ids = [...found?.value ?? [], ...jobs.map(({ value }) => value.deployment.id)];
  const forgotten = ids.slice(0, -MOST_ENDED);
  return {
    checks: [
      { key: ENDED_IDS, version: found?.version ?? null },
      ...jobs.map(({ key, version }) => ({ key, version })),
    ],
    sets: [
      { key: ENDED_IDS, value: ids.slice(-MOST_ENDED) },
      ...jobs.map(({ value }) => ({ key: [...ENDED, value.deployment.id], value })),
    ],
    deletes: [...jobs.map(({ key }) => key), ...forgotten.map((id) => [...ENDED, id])],
  };
}
