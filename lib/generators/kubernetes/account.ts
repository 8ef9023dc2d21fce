import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { waitAccountName, waitedTasks } from "./predecessors.ts";

/** The account that a pod runs under, and whether its token is mounted: fields of the pod. */
export function accountOf(context: Context, runner: Reading<Runner>): Record<string, unknown> {
  const identity = context.index.identities.get(runner.value("identity") ?? "");
  if (identity) {
    runner.drop("serviceAccount", `it runs under "${identity.node}", which is connected to it`);
    return {
      automountServiceAccountToken: identity.get("automount"),
      serviceAccountName: identity.get("existing") ?? within(identity, identity.node),
    };
  }
  return {
    // A token of the cluster is of use only to who names an account.
    automountServiceAccountToken: runner.has("serviceAccount"),
    serviceAccountName: runner.get("serviceAccount") ??
      (waitedTasks(context, runner).length > 0 ? waitAccountName(runner.node) : undefined),
  };
}

/** The name of the account that a pod runs under, if somebody named one. */
export function namedAccountOf(context: Context, runner: Reading<Runner>): string | undefined {
  const identity = context.index.identities.get(runner.value("identity") ?? "");
  return identity ? identity.value("existing") ?? identity.node : runner.value("serviceAccount");
}
