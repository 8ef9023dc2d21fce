import type { Volume } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Keeper } from "../volumes.ts";

const NO_CLASS = "a Docker volume has no class";
const NO_SIZE = "a Docker volume has no size of its own; when it is new, it takes its owner from " +
  "the folder in the image";

/**
 * What of volumes Compose carries in another way, or not at all.
 *
 * @param several Whether several replicas run.
 */
export function explainVolumes<T extends Keeper & { readonly storageClass?: string }>(
  owner: Reading<T>,
  several: boolean,
): void {
  const keeper = owner as unknown as Reading<Keeper & { readonly storageClass?: string }>;
  const size = several ? `all replicas share one volume; ${NO_SIZE}` : NO_SIZE;
  keeper.drop("storageClass", NO_CLASS);
  if (keeper.has("storage")) {
    keeper.approximate("storage", size);
    explainAccess(keeper as Reading<{ readonly accessMode?: Volume["access"] }>, "accessMode");
  }
  for (const volume of keeper.each("volumes")) {
    volume.value("size");
    volume.approximate("size", size);
    volume.approximate(
      "claim",
      "there is no cluster: it is a volume of the project, empty at first",
    );
    volume.drop("class", NO_CLASS);
    explainAccess(volume as Reading<{ readonly access?: Volume["access"] }>, "access");
  }
}

function explainAccess<Key extends "accessMode" | "access">(
  reading: Reading<{ readonly [Name in Key]?: Volume["access"] }>,
  key: Key,
): void {
  if (reading.value(key) !== "ReadWriteOncePod") return;
  reading.drop(key, "Docker lets any container mount a volume");
}
