import type { AccessMode, Volume, Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";
import type { Mount } from "./mounts.ts";
import { bytesText } from "./quantity.ts";

/** A volume that outlives its pods. */
export interface Claim {
  /** Its name in the pod. */
  readonly volume: string;
  readonly path: Sourced<string>;
  readonly access: AccessMode;
  readonly spec: Sourced<object>;
}

/** The volumes of a workload, the main one first. */
export function claimsOf(workload: Reading<Workload>): Claim[] {
  const main = workload.has("storage") ? [mainClaim(workload)] : [];
  return [...main, ...workload.each("volumes").map(furtherClaim)];
}

function mainClaim(workload: Reading<Workload>): Claim {
  return {
    volume: "data",
    path: workload.get("mountPath")!,
    access: workload.value("accessMode"),
    spec: within(workload, {
      accessModes: workload.as("accessMode", [workload.value("accessMode")]),
      resources: { requests: { storage: via(workload, "storage", bytesText) } },
      storageClassName: workload.get("storageClass"),
    }),
  };
}

function furtherClaim(volume: Reading<Volume>): Claim {
  return {
    volume: volume.value("name"),
    path: volume.get("path")!,
    access: volume.value("access"),
    spec: within(volume, {
      accessModes: volume.as("access", [volume.value("access")]),
      resources: { requests: { storage: via(volume, "size", bytesText) } },
      storageClassName: volume.get("class"),
    }),
  };
}

/** Whether only one host at a time may mount a claim. */
export function isExclusive({ access }: Claim): boolean {
  return access === "ReadWriteOnce" || access === "ReadWriteOncePod";
}

/** Where a container sees a claim; without a name, a claim template makes the volume. */
export function claimMount({ volume, path, access }: Claim, claimName?: string): Mount {
  return {
    path: path.value,
    volume,
    mount: { mountPath: path, readOnly: access === "ReadOnlyMany" ? true : undefined },
    ...(claimName === undefined ? {} : { source: { persistentVolumeClaim: { claimName } } }),
  };
}
