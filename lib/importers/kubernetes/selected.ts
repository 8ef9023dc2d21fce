import type { Field } from "../yaml/field.ts";
import type { Inventory } from "./inventory.ts";
import { type KubeObject, podLabels, selects, textMap } from "./objects.ts";

/** The runners whose pods a selector means. */
export function selected(
  { nodes }: Inventory,
  runners: readonly KubeObject[],
  selector: Field | undefined,
): KubeObject[] {
  const wanted = textMap(selector);
  return runners.filter((runner) => nodes.has(runner) && selects(wanted, podLabels(runner)));
}
