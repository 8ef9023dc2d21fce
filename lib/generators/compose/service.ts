import type { Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { filled, within } from "../shared/origin.ts";
import { containerOf } from "./container.ts";
import type { Context } from "./context.ts";
import { gpusOf } from "./limits.ts";
import { networkModeOf } from "./network.ts";
import { portsOf, replicasOf } from "./ports.ts";
import { textMapOf, textOf } from "./text.ts";
import { volumesOfWorkload } from "./volumes.ts";

/** A workload as a service under the id of its node. */
export function serviceOf(context: Context, workload: Reading<Workload>): Sourced<object> {
  const volumes = volumesOfWorkload(workload);
  const network = networkModeOf(context.plan, workload);
  return within(workload, {
    ...containerOf(context, workload, { volumes }),
    build: buildOf(workload),
    deploy: filled({ replicas: replicasOf(context, workload), resources: gpusOf(workload) }),
    healthcheck: context.health.get(workload.node),
    network_mode: network,
    ports: network ? undefined : filled(portsOf(context, workload)),
  });
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
