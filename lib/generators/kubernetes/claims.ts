import type { AccessMode, Origin, Volume } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import type { Mount } from "./mounts.ts";
import { claimName } from "./names.ts";
import { bytesText } from "./quantity.ts";

/** A volume that outlives its pods. */
export interface Claim {
  /** Its name in the pod. */
  readonly volume: string;
  readonly path: Sourced<string>;
  readonly access: AccessMode;
  /** What is asked for; nothing where the claim is in the cluster already. */
  readonly spec?: Sourced<object>;
  /** The claim that is in the cluster already. */
  readonly existing?: Sourced<string>;
}

/** Whatever keeps volumes. */
export interface Keeper extends Origin {
  readonly labels?: Readonly<Record<string, string>>;
  readonly storage?: string;
  readonly mountPath?: string;
  readonly storageClass?: string;
  readonly accessMode?: AccessMode;
  readonly volumes?: readonly Volume[];
}

/** The volumes of a node, the main one first. */
export function claimsOf(keeper: Reading<Keeper>): Claim[] {
  const main = keeper.has("storage") ? [mainClaim(keeper)] : [];
  return [...main, ...keeper.each("volumes").map(furtherClaim)];
}

function mainClaim(keeper: Reading<Keeper>): Claim {
  const access = keeper.value("accessMode") ?? "ReadWriteOnce";
  return {
    volume: "data",
    path: keeper.get("mountPath")!,
    access,
    spec: within(keeper, {
      accessModes: keeper.as("accessMode", [access]),
      resources: { requests: { storage: via(keeper, "storage", bytesText) } },
      storageClassName: keeper.get("storageClass"),
    }),
  };
}

function furtherClaim(volume: Reading<Volume>): Claim {
  const access = volume.value("access");
  const claim = { volume: volume.value("name"), path: volume.get("path")!, access };
  const existing = volume.get("claim");
  if (existing) {
    volume.drop("class", "the claim that is in the cluster has one already");
    return { ...claim, existing };
  }
  const spec = within(volume, {
    accessModes: volume.as("access", [access]),
    resources: { requests: { storage: via(volume, "size", bytesText) } },
    storageClassName: volume.get("class"),
  });
  return { ...claim, spec };
}

/** The claims of a node whose pods share them. */
export function claimManifestsOf(
  context: Context,
  keeper: Reading<Keeper>,
  claims: readonly Claim[],
): Manifest[] {
  return claims.flatMap(({ volume, spec }) => {
    const name = claimName(keeper.node, volume);
    return spec ? [manifestOf(context, "PersistentVolumeClaim", name, keeper, { spec })] : [];
  });
}

/** The name of a claim that the pods of a node share. */
export function claimNameOf(node: string, { volume, existing }: Claim): string {
  return existing?.value ?? claimName(node, volume);
}

/** Whether only one host at a time may mount a claim. */
export function isExclusive({ access }: Claim): boolean {
  return access === "ReadWriteOnce" || access === "ReadWriteOncePod";
}

/** Where a container sees a claim; without a name, a claim template makes the volume. */
export function claimMount({ volume, path, access, existing }: Claim, claimName?: string): Mount {
  const name = existing ?? claimName;
  return {
    path: path.value,
    volume,
    mount: { mountPath: path, readOnly: access === "ReadOnlyMany" ? true : undefined },
    ...(name === undefined ? {} : { source: { persistentVolumeClaim: { claimName: name } } }),
  };
}
