import type { Actor } from "../../model/account.ts";
import type { Deployment } from "../../model/deployment.ts";
import { AppError } from "../../model/error.ts";
import type { Job } from "../../state/state.ts";
import type { Store } from "../../stores/store.ts";
import { applicationOf } from "../application.ts";
import { personOf } from "../content/author.ts";
import { begun, waiting } from "../deployment_states.ts";
import type { Place } from "./place.ts";
import { prepare, type PrepareOptions } from "./prepare.ts";
import { bounded } from "./status.ts";

/** How long applying may take, in milliseconds. */
const TIMEOUT = 300_000;

/**
 * The job of deploying a commit, by default the head.
 *
 * @throws `not_found`; `unprocessable` with all problems.
 */
export async function jobOf(
  { workflow, environment, commit }: Place & { readonly commit?: string },
  actor: Actor,
  options: PrepareOptions & { readonly now: () => number },
): Promise<Job> {
  const source = await commitOf(options.store, commit);
  const { rendered } = await prepare({ workflow, environment, source }, options);
  const asked = { workflow, environment, source, actor: personOf(actor) };
  const { nodes } = applicationOf({ ...asked, output: "", rendered, timeout: TIMEOUT });
  const time = options.now();
  const deployment: Deployment = {
    ...begun(asked, time),
    nodes: nodes.map((node) => waiting(node, time)),
  };
  return {
    deployment: bounded(deployment),
    actor: asked.actor,
    requestId: actor.requestId,
    timeout: TIMEOUT,
    isCancelled: false,
    attempts: 0,
    isOver: false,
  };
}

/** The commit that is meant, by default the head of the default branch. */
export async function commitOf(store: Store, revision?: string): Promise<string> {
  const commit = revision === undefined
    ? await store.head(await store.defaultBranch())
    : await store.resolve(revision);
  if (commit !== undefined) return commit;
  throw new AppError("not_found", `There is no commit ${JSON.stringify(revision ?? "HEAD")}`);
}
