import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { only, within } from "../shared/origin.ts";
import { claimsOf, isExclusive } from "./claims.ts";
import type { Context } from "./context.ts";
import { selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { claimName } from "./names.ts";
import { replicasOf } from "./replicas.ts";
import { workloadPodOf } from "./workload_pod.ts";

/** A workload without identity: its claims and its Deployment. */
export function deploymentOf(context: Context, workload: Reading<Workload>): Manifest[] {
  const { node } = workload;
  const claims = claimsOf(workload);
  const named = claims.map((claim) => ({ claim, name: claimName(node, claim.volume) }));
  const spec = {
    replicas: replicasOf(workload),
    revisionHistoryLimit: 3,
    selector: { matchLabels: selectorOf(context, node) },
    strategy: strategyOf(workload, claims.some(isExclusive)),
    template: workloadPodOf(context, workload, claims, ({ volume }) => claimName(node, volume)),
  };
  return [
    ...named.map(({ claim, name }) =>
      manifestOf(context, "PersistentVolumeClaim", name, workload, { spec: claim.spec })
    ),
    manifestOf(context, "Deployment", node, workload, { spec }),
  ];
}

/**
 * A new pod waits for a volume that the old one holds, and the old one for the new one: with an
 * exclusive volume the old one goes first, unless the node says otherwise.
 */
function strategyOf(workload: Reading<Workload>, exclusive: boolean): unknown {
  const rollout = workload.part("rollout");
  if (!rollout) return exclusive ? { type: "Recreate" } : undefined;
  const rolling = rollout.value("type") === "RollingUpdate";
  const reason = "Recreate stops every replica at once";
  const maxSurge = only(rollout, "maxSurge", rolling, reason);
  const maxUnavailable = only(rollout, "maxUnavailable", rolling, reason);
  const rollingUpdate = maxSurge || maxUnavailable ? { maxSurge, maxUnavailable } : undefined;
  return within(rollout, { rollingUpdate, type: rollout.get("type") });
}
