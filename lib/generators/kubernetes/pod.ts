import type { Reading } from "../recorder.ts";
import { configHash } from "../shared/config_hash.ts";
import { filled, itemsOf } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { filesOf } from "./files.ts";
import { podLabels } from "./labels.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { placementOf, type PlacementParts } from "./placement.ts";
import { scratchOf } from "./scratch.ts";
import { podSecurityOf } from "./security.ts";

/** What a pod has besides what its runner says. */
export interface PodParts extends PlacementParts {
  readonly container: object;
  /** Volumes that outlive the pod. */
  readonly mounts: readonly Mount[];
  /** The container whose volumes it reads, if not its own. */
  readonly volumesOf?: Reading<Runner> | undefined;
  /** Further fields of the pod. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** The pod template of a runner. */
export function podOf(context: Context, runner: Reading<Runner>, parts: PodParts): object {
  return {
    metadata: {
      annotations: filled({
        "celestra.dev/config": configHash(runner.value("settings"), context.hashOf),
      }),
      labels: podLabels(context, runner, parts.name),
    },
    spec: specOf(context, runner, parts),
  };
}

function specOf(context: Context, runner: Reading<Runner>, parts: PodParts): object {
  const mounts = [...parts.mounts, ...filesOf(context, runner)];
  const { volumes, volumeMounts } = mountsOf(mounts, scratchOf(runner));
  return {
    // A token of the cluster is of use only to who names an account.
    automountServiceAccountToken: runner.has("serviceAccount"),
    containers: [{ ...parts.container, volumeMounts: filled(volumeMounts) }],
    enableServiceLinks: false,
    imagePullSecrets: filled(itemsOf(runner, "pullSecrets", (name) => ({ name }))),
    securityContext: podSecurityOf(runner, parts.volumesOf),
    serviceAccountName: runner.get("serviceAccount"),
    terminationGracePeriodSeconds: runner.get("stopSeconds"),
    volumes: filled(volumes),
    ...placementOf(context, runner, parts),
    ...parts.spec,
  };
}
