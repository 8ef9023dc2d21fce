import type { Reading } from "../recorder.ts";
import { namedAccountOf } from "./account.ts";
import type { Context, Runner } from "./context.ts";
import { homeOf } from "./home.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { waitAccountName, waitedTasks } from "./predecessors.ts";

/** What lets the pods of a runner look at the Jobs that they wait for, and at nothing else. */
export function waitAccessOf(context: Context, runner: Reading<Runner>): Manifest[] {
  const tasks = waitedTasks(context, runner);
  if (tasks.length === 0) return [];
  const name = waitAccountName(runner.node);
  const account = namedAccountOf(context, runner);
  const rules = [{
    apiGroups: ["batch"],
    resourceNames: tasks.map(({ node }) => node).sort(),
    resources: ["jobs"],
    verbs: ["get", "list", "watch"],
  }];
  const roleRef = { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name };
  const namespace = homeOf(context, runner.node);
  const subjects = [{ kind: "ServiceAccount", name: account ?? name, namespace }];
  return [
    ...(account === undefined
      ? [manifestOf(context, "ServiceAccount", name, runner, {
        automountServiceAccountToken: false,
      })]
      : []),
    manifestOf(context, "Role", name, runner, { rules }),
    manifestOf(context, "RoleBinding", name, runner, { roleRef, subjects }),
  ];
}
