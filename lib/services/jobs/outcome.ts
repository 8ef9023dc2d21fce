import { type Deployment, isEnd } from "../../model/deployment.ts";
import { AppError } from "../../model/error.ts";
import { failure } from "../deployment_states.ts";
import type { Attempt } from "./attempt.ts";
import { prepare } from "./prepare.ts";

/** How often a job is begun; one that brings the process down must not do so for ever. */
const MOST_ATTEMPTS = 3;

/** How the deployment ended, with its note written. */
export async function outcomeOf(
  { job, ...parts }: Attempt,
  onChange: (deployment: Deployment) => void,
): Promise<Deployment> {
  const { history, metrics } = parts.options;
  const { deployment, attempts, isCancelled } = job;
  const committed = attempts > 1 ? await history.find(deployment.id) : undefined;
  const outcome = committed && await history.outcome(committed);
  if (outcome) return outcome;
  const there = { ...deployment, ...(committed && { commit: committed.commit }) };
  const resumed: Attempt = { ...parts, job: { ...job, deployment: there } };
  if (isCancelled) return await conclude(resumed, { state: "cancelled" });
  if (attempts <= MOST_ATTEMPTS) return await deploy(resumed, onChange);
  metrics?.count("job_dead_letters");
  return await conclude(resumed, GAVE_UP);
}

const GAVE_UP: Partial<Deployment> = {
  state: "failed",
  reason: "gave_up",
  message: `It was begun ${MOST_ATTEMPTS} times and never came to an end; ` +
    "look at the log of the service, then deploy again",
};

/** Ends a deployment that is not worked on. What its nodes are doing is not known. */
async function conclude(
  { job: { deployment, actor }, options, checkpoint }: Attempt,
  change: Partial<Deployment>,
): Promise<Deployment> {
  const nodes = deployment.nodes.map((node) =>
    node.state === "applying" ? { ...node, state: "unknown" as const } : node
  );
  const outcome = { ...deployment, nodes, ...change };
  await checkpoint();
  await options.deployments.note(outcome, actor);
  return outcome;
}

/** Renders, commits and applies. */
async function deploy(
  parts: Attempt,
  onChange: (deployment: Deployment) => void,
): Promise<Deployment> {
  const { job, controls, options, checkpoint } = parts;
  let latest = job.deployment;
  const follow = (deployment: Deployment) => {
    latest = deployment;
    // An end is told when it stands in Git.
    if (!isEnd(deployment.state)) onChange(deployment);
  };
  try {
    follow({ ...latest, state: "rendering" });
    const { rendered, output, target: id } = await prepare(latest, options);
    const target = options.targets(id);
    const unapplied = await target.unavailable();
    if (controls.cancelled.aborted) return await conclude(parts, { state: "cancelled" });
    return await options.deployments.deploy({
      workflow: latest.workflow,
      environment: latest.environment,
      output,
      source: latest.source,
      rendered,
      target: unapplied === undefined ? target : undefined,
      unapplied,
      actor: job.actor,
      timeout: job.timeout,
      signal: controls.stopped,
      deployment: latest,
      checkpoint,
      onChange: follow,
    });
  } catch (error) {
    await checkpoint();
    if (isPassing(error)) throw error;
    if (!(error instanceof AppError)) options.report?.(error);
    return isEnd(latest.state) ? latest : { ...latest, ...failure(error) };
  }
}

/** Whether another attempt may go better. */
function isPassing(error: unknown): boolean {
  return error instanceof AppError && error.code === "store_busy";
}
