import type { Resource } from "./resource.ts";

/** The nodes of the tasks that something comes after; nothing can come after one on a schedule. */
export function awaitedTasks(resources: readonly Resource[]): ReadonlySet<string> {
  const jobs = new Set(resources.filter(isJob).map(({ node }) => node));
  const before = resources.flatMap((resource) =>
    resource.kind === "workload" || resource.kind === "task" ? resource.after : []
  );
  return new Set(
    before.filter(({ task, order }) => order && jobs.has(task)).map(({ task }) => task),
  );
}

/** Whether a resource is a task of its own that runs at once. */
function isJob(resource: Resource): boolean {
  return resource.kind === "task" && resource.suffix === "" && resource.schedule === undefined;
}
