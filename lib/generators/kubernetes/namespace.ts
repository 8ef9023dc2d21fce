import type { Group } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import type { Context } from "./context.ts";
import { planLabels } from "./labels.ts";
import type { Manifest } from "./manifest.ts";

/** The namespaces of a plan: its own, and those of groups, each once. */
export function namespacesOf(context: Context): Manifest[] {
  const own = namespaceOf(context);
  const groups = new Map<string, Reading<Group>>();
  for (const group of context.index.groups.values()) {
    const name = group.value("namespace");
    if (name === undefined || name === own.name || groups.has(name)) continue;
    if (isOfCluster(name)) explainCluster(group);
    else groups.set(name, group);
  }
  const others = [...groups].map(([name, { node, path }]) => ({
    ...own,
    ...{ name, node, at: [...path, "namespace"] },
    metadata: { ...own.metadata, name },
  }));
  return [own, ...others];
}

/** The namespace of the plan, which refuses pods below its Pod Security Standard. */
function namespaceOf(context: Context): Manifest {
  const { namespace, podSecurity } = context.plan;
  const labels = {
    ...planLabels(context),
    "pod-security.kubernetes.io/enforce": podSecurity,
    "pod-security.kubernetes.io/enforce-version": "latest",
  };
  const metadata = { name: namespace, labels };
  return { kind: "Namespace", name: namespace, node: null, at: [], metadata, body: {} };
}

/** Whether every cluster has the namespace, and runs things of its own in it. */
function isOfCluster(name: string): boolean {
  return name === "default" || name.startsWith("kube-");
}

function explainCluster(group: Reading<Group>): void {
  group.approximate(
    "namespace",
    "it belongs to the cluster, so it is left as it is: no Pod Security Standard is enforced",
  );
}
