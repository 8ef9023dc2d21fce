import type { Reading } from "../recorder.ts";
import { configHash } from "../shared/config_hash.ts";
import { monitoringAnnotations } from "../shared/monitoring.ts";
import { filled, itemsOf } from "../shared/origin.ts";
import { accountOf } from "./account.ts";
import { annotationsOf } from "./annotations.ts";
import type { Context, Runner } from "./context.ts";
import { filesOf } from "./files.ts";
import { hostFoldersOf } from "./host_folders.ts";
import { podLabels } from "./labels.ts";
import { type Mount, mountsOf } from "./mounts.ts";
import { placementOf, type PlacementParts } from "./placement.ts";
import { scratchOf } from "./scratch.ts";
import { podSecurityOf } from "./security.ts";
import { waitVolumesOf } from "./wait.ts";

/** What a pod has besides what its runner says. */
export interface PodParts extends PlacementParts {
  /** Its containers, which see these mounts: fields of the pod. */
  containers(volumeMounts: readonly object[]): Record<string, unknown>;
  /** Volumes that outlive the pod. */
  readonly mounts: readonly Mount[];
  /** The container whose volumes it reads, if not its own. */
  readonly volumesOf?: Reading<Runner> | undefined;
  /** Whether the template may never change, so that changed settings leave no trace in it. */
  readonly fixed?: boolean;
  /** Further fields of the pod. */
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** The pod template of a runner. */
export function podOf(context: Context, runner: Reading<Runner>, parts: PodParts): object {
  const config = configHash(runner.value("settings"), context.hashOf);
  return {
    metadata: {
      annotations: filled({
        ...monitoringAnnotations(context.index, runner),
        ...annotationsOf(runner),
        "celestra.dev/config": parts.fixed ? undefined : config,
      }),
      labels: podLabels(context, runner, parts.name),
    },
    spec: specOf(context, runner, parts),
  };
}

function specOf(context: Context, runner: Reading<Runner>, parts: PodParts): object {
  const mounts = [...parts.mounts, ...filesOf(context, runner), ...hostFoldersOf(runner)];
  const { volumes, volumeMounts } = mountsOf(mounts, scratchOf(runner));
  return {
    enableServiceLinks: false,
    imagePullSecrets: filled(itemsOf(runner, "pullSecrets", (name) => ({ name }))),
    securityContext: podSecurityOf(runner, parts.volumesOf),
    terminationGracePeriodSeconds: runner.get("stopSeconds"),
    volumes: filled([...volumes, ...waitVolumesOf(context, runner)]),
    ...accountOf(context, runner),
    ...parts.containers(volumeMounts),
    ...placementOf(context, runner, parts),
    ...parts.spec,
  };
}
