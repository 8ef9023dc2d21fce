import type { Resource } from "../../model/resource.ts";
import type { Context } from "./context.ts";

/**
 * The nodes that differ between two plans; `undefined` where more differs than what stands in nodes, so
 * that nothing of one can be taken for the other.
 */
export function changedBetween(before: Context, after: Context): Set<string> | undefined {
  if (frameOf(before) !== frameOf(after)) return undefined;
  const [old, now] = [before.plan, after.plan];
  if (old.resources.length !== now.resources.length) return undefined;
  const changed = new Set<string>();
  for (const [index, resource] of now.resources.entries()) {
    const one = old.resources[index]!;
    if (one === resource) continue;
    if (!isAlike(one, resource)) return undefined;
    changed.add(resource.node);
  }
  for (const [node, config] of now.written) if (old.written.get(node) !== config) changed.add(node);
  return changed;
}

/** All that any object may depend on, besides the nodes that it looks at. */
function frameOf({ plan, memberships }: Context): string {
  const { resources: _, written, series: __, ...frame } = plan;
  return JSON.stringify([frame, [...written.keys()], [...memberships]]);
}

/** Whether the same steps are made of two resources. */
function isAlike(one: Resource, other: Resource): boolean {
  return one.kind === other.kind && one.node === other.node && suffixOf(one) === suffixOf(other);
}

function suffixOf(resource: Resource): string {
  return resource.kind === "task" ? resource.suffix : "";
}
