import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { annotationsOf } from "./annotations.ts";
import { claimManifestsOf, claimNameOf, claimsOf, isExclusive } from "./claims.ts";
import type { Context } from "./context.ts";
import { replacementOf } from "./deployment_strategy.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { replicasOf } from "./replicas.ts";
import { workloadPodOf } from "./workload_pod.ts";

/** A workload without identity: its claims and its Deployment. */
export function deploymentOf(context: Context, workload: Reading<Workload>): Manifest[] {
  const { node } = workload;
  const claims = claimsOf(workload);
  const spec = {
    replicas: replicasOf(context, workload),
    selector: { matchLabels: selectorOf(context, node) },
    template: workloadPodOf(context, workload, claims, (claim) => claimNameOf(node, claim)),
    ...replacementOf(context, workload, claims.some(isExclusive)),
  };
  return [
    ...claimManifestsOf(context, workload, claims),
    manifestOf(context, "Deployment", node, workload, {
      annotations: annotationsOf(workload),
      spec,
    }),
  ];
}
