import type { Job, State } from "../../state/state.ts";
import type { RunOptions } from "./attempt.ts";
import { hold, type Holding } from "./holding.ts";
import { leaseName } from "./place.ts";
import { type Run, startRun } from "./run.ts";

/** Does the jobs that nobody else does. */
export interface Worker {
  /** Begins, and looks for jobs from then on. */
  start(): void;
  /** Looks for jobs now. */
  wake(): void;
  /** Cancels a job that this process works on. */
  cancel(id: string): void;
  /** How many jobs were open at the last look, and since when the oldest is. */
  readonly backlog: { readonly open: number; readonly since?: number };
  /** Takes nothing new, waits for what runs, then leaves it to another process. */
  close(): Promise<void>;
}

/** What a worker needs. */
export interface WorkerOptions extends RunOptions {
  readonly state: Pick<State, "leases" | "versions">;
  /** Names the process. */
  readonly owner: string;
  /** Milliseconds after which a process that fell silent loses its jobs. */
  readonly leaseTtl: number;
  /** How many jobs are done at once. */
  readonly concurrency: number;
  /** Milliseconds between two looks at what other processes did. */
  readonly pollInterval: number;
  /** Milliseconds that running jobs get to come to their end at a close. */
  readonly grace: number;
}

/** How long stopping may take after the grace, in milliseconds. */
const LAST = 350;

/** Creates a worker. */
export function createWorker(options: WorkerOptions): Worker {
  const { jobs, state, owner, leaseTtl, concurrency, pollInterval, grace, now } = options;
  const runs = new Map<string, Run>();
  let backlog: Worker["backlog"] = { open: 0 };
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  let version: string | undefined;
  let isStale = false;
  let isWaiting = false;
  let isClosed = false;

  /** What waits for a lease is looked at every time: a lease ends without a sound. */
  async function poll(): Promise<void> {
    const current = await state.versions.read("jobs").catch(() => undefined);
    if (current === version && !isWaiting) return;
    version = current;
    wake();
  }

  function wake(): void {
    isStale = true;
    if (timer === undefined || isClosed) return;
    looking ??= lookAll().finally(() => looking = undefined);
  }

  async function lookAll(): Promise<void> {
    while (isStale && !isClosed) {
      isStale = false;
      // A store that does not answer now is asked again at the next poll.
      await look().catch(() => version = undefined);
    }
  }

  /** The oldest job of each workflow and environment is due; the others are behind it. */
  async function look(): Promise<void> {
    const open = await jobs.open();
    const since = open[0] && Date.parse(open[0].deployment.createdAt);
    backlog = { open: open.length, ...(since !== undefined && { since }) };
    const due = new Map<string, Job>();
    for (const job of open) {
      if (job.isCancelled) runs.get(job.deployment.id)?.cancel();
      const name = leaseName(job.deployment);
      if (!due.has(name)) due.set(name, job);
    }
    for (const [name, job] of due) await take(name, job.deployment.id);
    isWaiting = open.some(({ deployment }) => !runs.has(deployment.id));
  }

  async function take(name: string, id: string): Promise<void> {
    if (runs.has(id) || runs.size >= concurrency) return;
    const lease = await state.leases.acquire(name, owner, leaseTtl, now());
    if (lease) begin(id, hold(lease, { leases: state.leases, ttl: leaseTtl, now }));
  }

  function begin(id: string, holding: Holding): void {
    const run = startRun(id, holding, options);
    runs.set(id, run);
    if (isClosed) run.abandon();
    void run.ended.then(() => {
      runs.delete(id);
      wake();
    });
  }

  async function idle(): Promise<void> {
    await looking;
    await Promise.all([...runs.values()].map(({ ended }) => ended));
  }

  async function close(): Promise<void> {
    isClosed = true;
    clearInterval(timer);
    await within(grace, idle());
    for (const run of runs.values()) run.abandon();
    await within(LAST, idle());
  }

  return {
    start() {
      if (timer !== undefined || isClosed) return;
      timer = setInterval(() => void poll(), pollInterval);
      wake();
    },
    wake,
    cancel: (id) => runs.get(id)?.cancel(),
    get backlog() {
      return backlog;
    },
    close: () => closing ??= close(),
  };
}

/** Waits for a promise, though not longer than a time. */
async function within(time: number, promise: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, time);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
