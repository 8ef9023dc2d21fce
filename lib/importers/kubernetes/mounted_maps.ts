import type { Inventory } from "./inventory.ts";
import { isRunner, templateOf } from "./objects.ts";

/** The ConfigMaps that pods see as files: a secret in its place would need a folder of its own. */
export function mountedMaps({ objects }: Inventory): ReadonlySet<string | undefined> {
  const volumes = objects.filter(isRunner).flatMap((runner) =>
    templateOf(runner)?.at("spec", "volumes")?.items() ?? []
  );
  const sources = volumes.flatMap((volume) => volume.at("projected", "sources")?.items() ?? []);
  return new Set([...volumes, ...sources].map((one) => one.at("configMap", "name")?.text));
}
