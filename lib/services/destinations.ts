import type { Destinations } from "../format/environment.ts";
import type { Registry } from "../model/registry.ts";
import type { TargetAdapter } from "../targets/target.ts";

/** What environments may name: the targets with what each applies, and the outputs. */
export function destinationsOf(
  { targets, generators }: {
    readonly targets: Registry<Pick<TargetAdapter, "id" | "output">>;
    readonly generators: Registry<unknown>;
  },
): Destinations {
  return {
    targets: Object.fromEntries([...targets].map(([id, { output }]) => [id, output])),
    outputs: [...generators.keys()],
  };
}
