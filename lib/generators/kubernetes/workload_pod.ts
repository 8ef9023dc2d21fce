import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled } from "../shared/origin.ts";
import { type Claim, claimMount } from "./claims.ts";
import { containerOf } from "./container.ts";
import { containersOf } from "./containers.ts";
import type { Context } from "./context.ts";
import { podOf } from "./pod.ts";
import { portsOf } from "./ports.ts";
import { probesOf } from "./probes.ts";

/**
 * The pod template of a workload.
 *
 * @param claimed The name of a claim; without it, claim templates make the volumes.
 */
export function workloadPodOf(
  context: Context,
  workload: Reading<Workload>,
  claims: readonly Claim[],
  claimed?: (claim: Claim) => string,
): object {
  const container = {
    ...containerOf(context, workload, [], workload.each("ports")),
    ports: filled(portsOf(workload)),
    ...probesOf(workload),
  };
  return podOf(context, workload, {
    containers: (mounts) => containersOf(context, workload, { container, ends: false }, mounts),
    mounts: claims.map((claim) => claimMount(claim, claimed?.(claim))),
    spec: { dnsPolicy: dnsPolicyOf(workload), hostNetwork: workload.get("hostNetwork") },
  });
}

/** On the network of the host, the names of the cluster resolve only by a policy of their own. */
function dnsPolicyOf(workload: Reading<Workload>): unknown {
  if (workload.value("dnsPolicy") === "None") {
    workload.drop("dnsPolicy", "None needs name servers, and a node cannot name any");
    return undefined;
  }
  return workload.get("dnsPolicy") ??
    (workload.value("hostNetwork") ? "ClusterFirstWithHostNet" : undefined);
}
