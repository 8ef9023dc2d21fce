import { awaitedTasks } from "../model/awaited.ts";
import type { Plan, SecretReference } from "../model/resource.ts";
import type { Application } from "../targets/target.ts";
import type { DeploymentRequest } from "./deployment_request.ts";

/** What a target needs of a rendered workflow. */
export function applicationOf(request: DeploymentRequest): Application {
  const { workflow, environment, rendered, timeout, signal } = request;
  const plan = rendered.plan!;
  return {
    workflow,
    environment,
    files: rendered.files,
    nodes: runners(plan),
    secrets: secretsOf(plan),
    timeout,
    ...(signal && { signal }),
  };
}

/** The nodes that keep something running, and the jobs that others wait for. */
function runners({ resources }: Plan): string[] {
  const workloads = resources.filter(({ kind }) => kind === "workload").map(({ node }) => node);
  return [...new Set([...workloads, ...awaitedTasks(resources)])];
}

/** The values that must be there before anything starts: those that something consumes. */
function secretsOf({ resources }: Plan): Record<string, readonly string[]> {
  const consumed = new Set(
    resources.flatMap((resource) =>
      resource.kind === "workload" || resource.kind === "task" ? resource.settings : []
    ),
  );
  const references = resources.filter((resource): resource is SecretReference =>
    resource.kind === "secret" && !resource.optional && consumed.has(resource.node)
  );
  return Object.fromEntries(references.map(({ node, keys }) => [node, keys]));
}
