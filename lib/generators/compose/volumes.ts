import type { AccessMode, Workload } from "../../model/resource.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context } from "./context.ts";
import { volumeName } from "./names.ts";
import { literal } from "./text.ts";

/** A named volume and where its workload sees it. */
export interface VolumeMount {
  readonly name: string;
  readonly path: string;
  readonly access: AccessMode;
  /** Gives a value the origin of the volume. */
  origin(value: unknown): Sourced;
}

/** The volumes of a workload, the main one first. */
export function volumesOfWorkload(workload: Reading<Workload>): VolumeMount[] {
  const { node } = workload;
  const further = workload.each("volumes").map((volume) => ({
    name: volumeName(node, volume.value("name")),
    path: volume.value("path"),
    access: volume.value("access"),
    origin: (value: unknown) => within(volume, value),
  }));
  if (!workload.has("storage")) return further;
  const main = {
    name: volumeName(node, "data"),
    path: workload.value("mountPath"),
    access: workload.value("accessMode"),
    origin: (value: unknown) => workload.as("storage", value),
  };
  return [main, ...further];
}

/** The entries under `volumes`. */
export function volumesOf({ index }: Context): Record<string, unknown> {
  const volumes = [...index.workloads.values()].flatMap(volumesOfWorkload);
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
