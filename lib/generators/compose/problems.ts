import { error, type Problem } from "../../model/problem.ts";
import type { Plan, Resource, Task, Workload } from "../../model/resource.ts";
import { Recorder } from "../recorder.ts";
import { indexOf } from "../shared/index.ts";
import { isOnHostNetwork } from "./network.ts";
import { hostPortKey, type Publication, publicationsOf } from "./publications.ts";

/** What this output cannot write at all. */
export function problemsOf(plan: Plan): Problem[] {
  return [...plan.resources.flatMap(problemsOfOne), ...portClashes(plan)];
}

function problemsOfOne(resource: Resource): Problem[] {
  switch (resource.kind) {
    case "workload":
    case "task":
      return imageMissing(resource);
    case "endpoint":
    case "route":
    case "secret":
    case "setting":
    case "network-rule":
    case "identity":
    case "permission":
    case "rollout-strategy":
    case "monitor":
    case "group":
    case "custom":
      return [];
    default:
      return resource satisfies never;
  }
}

function imageMissing(container: Workload | Task): Problem[] {
  const { node, at, image } = container;
  if (image !== undefined || container.kind === "workload" && container.build) return [];
  const message = "Compose needs an image to run: name it in image, or say in build how to make it";
  return [error("image_missing", [...at, "image"], message, { node })];
}

/** Different containers behind one port of this machine. */
function portClashes(plan: Plan): Problem[] {
  const taken = new Map<string, Publication>();
  const publications = publicationsOf(plan, indexOf(plan, new Recorder()));
  return publications.filter(({ workload }) => !isOnHostNetwork(plan, workload)).flatMap((one) => {
    const first = taken.get(hostPortKey(one));
    if (!first) taken.set(hostPortKey(one), one);
    return first && !isSame(first, one) ? [portClash(first, one)] : [];
  });
}

function isSame(a: Publication, b: Publication): boolean {
  return a.workload.node === b.workload.node && a.containerPort === b.containerPort;
}

function portClash(first: Publication, { node, path, hostPort, protocol }: Publication): Problem {
  const port = protocol === "TCP" ? hostPort : `${hostPort}/${protocol.toLowerCase()}`;
  const nodes = first.node === node
    ? `"${node}" publishes`
    : `"${first.node}" and "${node}" publish`;
  const message = `${nodes} two things on port ${port} of this machine; ` +
    "give one of them another port (hostPort of a path, nodePort or port of a service)";
  return error("port_clash", path, message, { node });
}
