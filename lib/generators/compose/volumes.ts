import type { AccessMode, Origin, Volume } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { volumeName } from "./names.ts";
import { literal } from "./text.ts";

/** A named volume and where its container sees it. */
export interface VolumeMount {
  readonly name: string;
  readonly path: string;
  readonly access: AccessMode;
  /** Gives a value the origin of the volume. */
  origin(value: unknown): Sourced;
}

/** Whatever keeps volumes. */
export interface Keeper extends Origin {
  readonly storage?: string;
  readonly mountPath?: string;
  readonly accessMode?: AccessMode;
  readonly volumes?: readonly Volume[];
}

/** The volumes of a node, the main one first. */
export function volumesOfKeeper(keeper: Reading<Keeper>): VolumeMount[] {
  const { node } = keeper;
  const further = keeper.each("volumes").map((volume) => ({
    name: volumeName(node, volume.value("name")),
    path: volume.value("path"),
    access: volume.value("access"),
    origin: (value: unknown) => within(volume, value),
  }));
  if (!keeper.has("storage")) return further;
  const main = {
    name: volumeName(node, "data"),
    path: keeper.value("mountPath") ?? "/data",
    access: keeper.value("accessMode") ?? "ReadWriteOnce",
    origin: (value: unknown) => keeper.as("storage", value),
  };
  return [main, ...further];
}

/** The entries under `volumes`. */
export function volumesOf({ index }: Context): Record<string, unknown> {
  const keepers: Reading<Keeper>[] = [...index.workloads.values(), ...index.tasks];
  const volumes = keepers.flatMap(volumesOfKeeper);
  return Object.fromEntries(volumes.map(({ name, origin }) => [name, origin({})]));
}

/** A volume as an entry of a service. */
export function mountOf({ name, path, access, origin }: VolumeMount, readOnly?: boolean): Sourced {
  return origin({
    read_only: readOnly || access === "ReadOnlyMany" ? true : undefined,
    source: name,
    target: literal(path),
    type: "volume",
  });
}
