import { Whole } from "../../format/emit.ts";
import type { Workload } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, only } from "../shared/origin.ts";
import { annotationsOf } from "./annotations.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Context } from "./context.ts";
import { fixedLabels, selectorOf } from "./labels.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { headlessName } from "./names.ts";
import { replicasOf } from "./replicas.ts";
import { workloadPodOf } from "./workload_pod.ts";

/** A workload whose replicas have names and volumes of their own. */
export function statefulSetOf(context: Context, workload: Reading<Workload>): Manifest {
  const { node } = workload;
  const claims = claimsOf(workload);
  const spec = {
    podManagementPolicy: workload.get("podManagement"),
    replicas: replicasOf(context, workload),
    revisionHistoryLimit: 3,
    selector: { matchLabels: selectorOf(context, node) },
    serviceName: workload.value("headless") === false ? node : headlessName(node),
    template: workloadPodOf(context, workload, claims),
    updateStrategy: updateStrategyOf(workload),
    volumeClaimTemplates: filled(claims.flatMap((claim) => templateOf(context, node, claim))),
  };
  const annotations = annotationsOf(workload);
  return manifestOf(context, "StatefulSet", node, workload, { annotations, spec });
}

/**
 * Templates may never change, so they carry only labels that never do. They are compared as a
 * whole: without what the API server fills in, each `kubectl apply` would find a difference.
 */
function templateOf(context: Context, node: string, { volume, spec }: Claim): object[] {
  if (!spec) return [];
  return [{
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { labels: fixedLabels(context, node), name: volume },
    spec: new Whole({ ...spec.value, volumeMode: "Filesystem" }, spec.node, spec.path),
    status: { phase: "Pending" },
  }];
}

function updateStrategyOf(workload: Reading<Workload>): unknown {
  const type = workload.get("updateStrategy");
  const rolling = type?.value !== "OnDelete";
  const partition = only(workload, "partition", rolling, "OnDelete replaces no replica by itself");
  const rollingUpdate = partition && { partition };
  return filled({ rollingUpdate, type: type ?? (partition && "RollingUpdate") });
}
