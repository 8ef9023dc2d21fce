import { AppError } from "../../model/error.ts";
import type { Job } from "../../state/state.ts";
import type { Attempt, Controls, RunOptions } from "./attempt.ts";
import { gather } from "./gathered.ts";
import type { Holding } from "./holding.ts";
import { outcomeOf } from "./outcome.ts";
import { bounded, statusOf } from "./status.ts";

/** An attempt at a job by this process. */
export interface Run {
  /** Ends the deployment as cancelled. */
  cancel(): void;
  /** Stops and leaves the job as it is, for another process. */
  abandon(): void;
  /** Settles when nothing more is done; never rejects. */
  readonly ended: Promise<void>;
}

/** Milliseconds between two news of the nodes of a deployment. */
const PAUSE = 100;

/** Begins an attempt at a job whose lease is held. The lease is let go at its end. */
export function startRun(id: string, holding: Holding, options: RunOptions): Run {
  const cancelled = new AbortController();
  const abandoned = new AbortController();
  const controls: Controls = {
    cancelled: cancelled.signal,
    stopped: AbortSignal.any([cancelled.signal, abandoned.signal, holding.lost]),
    abandon() {
      holding.stop();
      abandoned.abort();
    },
    expectHeld() {
      if (!abandoned.signal.aborted && holding.isHeld()) return;
      throw new AppError("shutting_down", "This process no longer works on the deployment");
    },
  };
  const work = async () => {
    const job = await begin(id, options);
    if (!job || job.isOver) return;
    try {
      await attempt(job, controls, options);
    } catch (error) {
      // It stays open. Whoever begins it next counts how often that was.
      if (!(error instanceof AppError)) options.report?.(error);
      if (abandoned.signal.aborted && holding.isHeld()) await handOver(job, options);
    }
  };
  const ended = work().catch(() => {}).then(() => holding.release()).catch(() => {});
  return { cancel: () => cancelled.abort(), abandon: controls.abandon, ended };
}

/**
 * Counts the attempt. Its number is the right to write: a later one takes it away. Who has begun is
 * no longer queued, and cannot be superseded.
 */
function begin(id: string, { jobs, metrics }: RunOptions): Promise<Job | undefined> {
  metrics?.count("job_attempts");
  return jobs.update(id, ({ deployment, ...job }) => {
    const isQueued = deployment.state === "queued";
    return {
      ...job,
      attempts: job.attempts + 1,
      deployment: isQueued ? { ...deployment, state: "rendering" } : deployment,
    };
  });
}

/** An attempt that ends because the process does is none. */
async function handOver({ deployment, attempts }: Job, { jobs }: RunOptions): Promise<void> {
  await jobs.update(
    deployment.id,
    (job) => job.attempts === attempts ? { ...job, attempts: attempts - 1 } : job,
  );
}

/** Does the job to its end. Rejects when it is to be left to another attempt. */
async function attempt(job: Job, controls: Controls, options: RunOptions): Promise<void> {
  const checkpoint = () => expectOurs(job, controls, options);
  const parts: Attempt = { job, controls, options, checkpoint };
  const news = gather((deployment) => write(parts, { deployment }), PAUSE);
  const outcome = await outcomeOf(parts, news.add).finally(news.flush);
  await write(parts, { deployment: outcome, isOver: true });
}

/** Clocks differ, and a process may have slept: only the state knows whose job it is. */
async function expectOurs(
  { deployment: { id }, attempts }: Job,
  controls: Controls,
  { jobs }: RunOptions,
): Promise<void> {
  controls.expectHeld();
  const job = await jobs.find(id);
  if (!job || job.isOver || job.attempts !== attempts) controls.abandon();
  controls.expectHeld();
}

/** Keeps how a deployment is and tells it, if this attempt is still the last one. */
async function write(
  { job: { attempts, deployment: { id } }, controls, options }: Attempt,
  change: Pick<Job, "deployment"> & Partial<Job>,
): Promise<void> {
  const { jobs, events, now } = options;
  controls.expectHeld();
  const deployment = bounded(change.deployment);
  let isOurs = false;
  await jobs.update(id, (job) => {
    isOurs = job.attempts === attempts;
    return isOurs ? { ...job, ...change, deployment } : job;
  });
  if (!isOurs) controls.abandon();
  controls.expectHeld();
  await events.publish("deployment_status", statusOf(deployment, now()));
}
