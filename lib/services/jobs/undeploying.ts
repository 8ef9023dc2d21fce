import { AppError } from "../../model/error.ts";
import type { State } from "../../state/state.ts";
import type { Person, Store } from "../../stores/store.ts";
import type { Target } from "../../targets/target.ts";
import type { Checking } from "../checking.ts";
import { findEnvironment } from "../content/finding.ts";
import { contentsAt } from "../contents.ts";
import type { Deployments, Undeployed } from "../deployments.ts";
import { hold } from "./holding.ts";
import { leaseName, type Place } from "./place.ts";
import { commitOf } from "./starting.ts";

/** What it takes to take a workflow away. */
export interface UndeployingOptions {
  readonly state: Pick<State, "jobs" | "leases">;
  readonly store: Store;
  readonly checking: Checking;
  readonly deployments: Deployments;
  readonly targets: (id: string) => Target;
  readonly leaseTtl: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Takes a workflow away, under the lease that a deployment of it would hold.
 *
 * @throws `not_found`; `conflict` while it is being deployed.
 */
export async function undeploy(
  place: Place,
  actor: Person,
  options: UndeployingOptions,
): Promise<Undeployed> {
  const { state: { jobs, leases }, leaseTtl, now } = options;
  const target = await targetOf(place, options);
  const name = leaseName(place);
  const isOpen = (await jobs.open()).some(({ deployment }) => leaseName(deployment) === name);
  const lease = isOpen
    ? undefined
    : await leases.acquire(name, crypto.randomUUID(), leaseTtl, now());
  if (!lease) throw busy(place);
  const holding = hold(lease, { leases, ttl: leaseTtl, now });
  try {
    const undeployed = await options.deployments.undeploy({ ...place, target, actor });
    if (undeployed.commit !== undefined || undeployed.volumes.length > 0) return undeployed;
  } finally {
    await holding.release();
  }
  throw new AppError("not_found", `"${place.workflow}" is not deployed to "${place.environment}"`);
}

/** Where it runs; `undefined` where nothing answers, and only the branch is changed. */
async function targetOf(
  { environment }: Place,
  { store, checking, targets }: UndeployingOptions,
): Promise<Target | undefined> {
  const contents = contentsAt(store, await commitOf(store));
  const { document } = await findEnvironment(environment, contents, checking);
  const target = document.value && targets(document.value.target);
  return await target?.unavailable() === undefined ? target : undefined;
}

function busy({ workflow, environment }: Place): AppError {
  return new AppError(
    "conflict",
    `"${workflow}" is being deployed to "${environment}"; cancel that or wait for its end`,
  );
}
