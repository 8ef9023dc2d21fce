import type { Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, within } from "../shared/origin.ts";
import { initServices, sidecarServices } from "./companions.ts";
import { containerOf } from "./container.ts";
import type { Context } from "./context.ts";
import { gpusOf } from "./limits.ts";
import { isOnHostNetwork, networkModeOf } from "./network.ts";
import { portsOf, replicasOf } from "./ports.ts";
import { textMapOf, textOf } from "./text.ts";
import { volumesOfKeeper } from "./volumes.ts";

/** A workload as a service under the id of its node, and those of its companions. */
export function workloadServices(
  context: Context,
  workload: Reading<Workload>,
): Record<string, unknown> {
  const { node: name } = workload;
  const service = fieldsOf(context, workload);
  const shared = { name, service, onHost: isOnHostNetwork(context.plan, workload) };
  return {
    ...initServices(context, workload, shared),
    [name]: within(workload, service) as Sourced<object>,
    ...sidecarServices(context, workload, shared),
  };
}

function fieldsOf(context: Context, workload: Reading<Workload>): Record<string, unknown> {
  const network = networkModeOf(context.plan, workload);
  return {
    ...containerOf(context, workload, { name: workload.node, volumes: volumesOfKeeper(workload) }),
    build: buildOf(workload),
    deploy: filled({ replicas: replicasOf(context, workload), resources: gpusOf(workload) }),
    healthcheck: context.health.get(workload.node),
    network_mode: network,
    ports: network ? undefined : filled(portsOf(context, workload)),
  };
}

function buildOf(workload: Reading<Workload>): Sourced<object> | undefined {
  const build = workload.part("build");
  return build && within(build, {
    args: filled(textMapOf(build, "args")),
    context: textOf(build, "context"),
    dockerfile: textOf(build, "dockerfile"),
    target: textOf(build, "target"),
  });
}
