import type { Reading } from "../recorder.ts";
import { filled } from "../shared/origin.ts";
import { companionsOf } from "./companions.ts";
import type { Context, Runner } from "./context.ts";
import { explainAfter } from "./predecessors.ts";
import { waitContainersOf } from "./wait.ts";

/**
 * The containers of a pod. What waits and prepares comes first; in a pod that ends, what runs beside
 * it has to end as well.
 */
export function containersOf(
  context: Context,
  runner: Reading<Runner>,
  { container, ends }: { readonly container: object; readonly ends: boolean },
  volumeMounts: readonly object[],
): Record<string, unknown> {
  explainAfter(context, runner);
  const always = ends ? { restartPolicy: "Always" } : {};
  const beside = companionsOf(context, runner, "sidecars", volumeMounts, always);
  const first = [
    ...waitContainersOf(context, runner),
    ...companionsOf(context, runner, "init", volumeMounts),
  ];
  return {
    containers: [{ ...container, volumeMounts: filled(volumeMounts) }, ...ends ? [] : beside],
    initContainers: filled(ends ? [...first, ...beside] : first),
  };
}
