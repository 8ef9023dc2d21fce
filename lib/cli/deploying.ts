import { AppError } from "../model/error.ts";
import { ID_PATTERN } from "../model/workflow.ts";
import { createDeployments, type Deployments } from "../services/deployments.ts";
import type { Store } from "../stores/store.ts";
import { targets } from "../targets/registry.ts";
import type { Target } from "../targets/target.ts";
import type { Host } from "./host.ts";
import type { Repository } from "./repository.ts";

/** Deployments of a repository on this machine. */
export async function deploymentsOf(
  repository: Repository,
): Promise<{ store: Store; deployments: Deployments }> {
  const store = await repository.store();
  return { store, deployments: createDeployments({ store, now: Date.now }) };
}

/** The target of an environment, or why there is nothing to apply to. */
export async function reachTarget(
  id: string,
  repository: Repository,
  host: Host,
): Promise<{ target?: Target; reason?: string }> {
  const target = targets.get(id)!.open({ data: repository.data, env: host.env });
  const reason = await target.unavailable();
  return reason === undefined ? { target } : { reason };
}

/** Names go into paths and branches; what is no name goes nowhere. */
export function checkName(what: string, name: string): string {
  if (ID_PATTERN.test(name)) return name;
  throw new AppError(
    "invalid_input",
    `"${name}" is no name of ${what}: expected lower-case letters, digits and dashes`,
  );
}
