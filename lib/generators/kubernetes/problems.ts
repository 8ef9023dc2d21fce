import { error, type Problem } from "../../model/problem.ts";
import type { Plan, Resource, Task, Workload } from "../../model/resource.ts";

/** What this output cannot write at all. */
export function problemsOf(plan: Plan): Problem[] {
  const workloads = new Map(
    plan.resources.flatMap((it) => it.kind === "workload" ? [[it.node, it]] : []),
  );
  return plan.resources.flatMap((resource) => problemsOfOne(resource, workloads));
}

function problemsOfOne(resource: Resource, workloads: ReadonlyMap<string, Workload>): Problem[] {
  switch (resource.kind) {
    case "workload":
      return imageMissing(resource);
    case "task":
      return volumeTaken(resource, workloads.get(resource.volumeOf ?? ""));
    case "endpoint":
    case "route":
    case "secret":
    case "setting":
      return [];
    default:
      return resource satisfies never;
  }
}

function imageMissing({ node, at, image, build }: Workload): Problem[] {
  if (image !== undefined) return [];
  const message = build
    ? "Kubernetes runs images and cannot build one: push the built image and name it in image"
    : "Kubernetes needs an image to run: name it in image";
  return [error("image_missing", [...at, "image"], message, { node })];
}

/** A volume that belongs to one pod alone cannot be read by a second one. */
function volumeTaken({ node, at }: Task, workload: Workload | undefined): Problem[] {
  const access = workload?.storage === undefined
    ? workload?.volumes?.[0]?.access
    : workload.accessMode;
  if (access !== "ReadWriteOncePod") return [];
  const message = `The volume of "${workload!.node}" is for one pod alone (ReadWriteOncePod), ` +
    "and this task reads it too: use ReadWriteOnce";
  return [error("not_supported", at, message, { node })];
}
