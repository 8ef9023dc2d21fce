import { error, type Problem } from "../../model/problem.ts";
import { limitProblems } from "./limit_problems.ts";
import { namespaceProblems } from "./namespace_problems.ts";
import { secretProblems } from "./secret_problems.ts";
import { strategyProblems } from "./strategy_problems.ts";
import { waitProblems } from "./wait_problems.ts";
import type { Plan, Resource, Task, Workload } from "../../model/resource.ts";

/** What this output cannot write at all. */
export function problemsOf(plan: Plan): Problem[] {
  const workloads = new Map(
    plan.resources.flatMap((it) => it.kind === "workload" ? [[it.node, it]] : []),
  );
  return [
    ...plan.resources.flatMap((resource) => problemsOfOne(resource, workloads)),
    ...namespaceProblems(plan),
    ...waitProblems(plan),
    ...limitProblems(plan),
    ...secretProblems(plan),
    ...strategyProblems(plan),
  ];
}

function problemsOfOne(resource: Resource, workloads: ReadonlyMap<string, Workload>): Problem[] {
  switch (resource.kind) {
    case "workload":
      return [...imageMissing(resource), ...hostFolderProblems(resource)];
    case "task":
      return [
        ...imageMissing(resource),
        ...hostFolderProblems(resource),
        ...volumeTaken(resource, workloads.get(resource.volumeOf ?? "")),
      ];
    case "network-rule":
    case "identity":
    case "permission":
    case "rollout-strategy":
    case "monitor":
    case "group":
    case "custom":
    case "endpoint":
    case "route":
    case "secret":
    case "setting":
      return [];
    default:
      return resource satisfies never;
  }
}

function imageMissing(container: Workload | Task): Problem[] {
  const { node, at, image } = container;
  if (image !== undefined) return [];
  const message = container.kind === "workload" && container.build
    ? "Kubernetes runs images and cannot build one: push the built image and name it in image"
    : "Kubernetes needs an image to run: name it in image";
  return [error("image_missing", [...at, "image"], message, { node })];
}

/** A folder of the host is a way out of the container. */
function hostFolderProblems(container: Workload | Task): Problem[] {
  const { node, at, hostFolders = [], podSecurity } = container;
  return hostFolders.flatMap(({ source }, index) => {
    const path = [...at, "hostFolders", index, "source"];
    if (!source.startsWith("/")) {
      const message = `A cluster has no folder "${source}" beside it: Kubernetes takes only ` +
        "absolute paths of its hosts";
      return [error("not_supported", path, message, { node })];
    }
    if (podSecurity === "privileged") return [];
    const message = "A folder of the host needs podSecurity: privileged on this node";
    return [error("pod_security", path, message, { node })];
  });
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
