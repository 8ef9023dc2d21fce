import type { Context } from "./context.ts";
import { planLabels } from "./labels.ts";
import type { Manifest } from "./manifest.ts";

/** The namespace, which refuses pods below the plan's Pod Security Standard. */
export function namespaceOf(context: Context): Manifest {
  const { namespace, podSecurity } = context.plan;
  const labels = {
    ...planLabels(context),
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/enforce-version": "latest",
  };
  const metadata = { name: namespace, labels };
  return { kind: "Namespace", name: namespace, node: null, at: [], metadata, body: {} };
}
