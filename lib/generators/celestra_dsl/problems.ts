import { error, type Problem } from "../../model/problem.ts";
import type { Plan } from "../../model/resource.ts";

/** What this output cannot write at all: without an image, the library would run nginx:latest. */
export function problemsOf(plan: Plan): Problem[] {
  return plan.resources.flatMap((resource) => {
    if (resource.kind !== "workload" || resource.image !== undefined) return [];
    const message = resource.build
      ? "Kubernetes runs images and cannot build one: push the built image and name it in image"
      : "Kubernetes needs an image to run: name it in image";
    const path = [...resource.at, "image"];
    return [error("image_missing", path, message, { node: resource.node })];
  });
}
