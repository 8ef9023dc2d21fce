import type { DraftNode } from "../shared/draft.ts";
import { set } from "../yaml/put.ts";
import { addNode, type Inventory } from "./inventory.ts";
import { isRunner, type KubeObject, podLabels, selects, textMap } from "./objects.ts";

/** The policies that Celestra wrote for a group that denies, and for the nodes in it. */
export interface GroupPolicies {
  /** By policy; what a group is closed by. */
  readonly groups: ReadonlyMap<KubeObject, readonly KubeObject[]>;
  /** What opens the paths of a single runner again. */
  readonly paths: ReadonlyMap<KubeObject, KubeObject>;
}

const MANAGED = "app.kubernetes.io/managed-by";

/** Finds the policies that connections and groups make again. */
export function groupPolicies(
  { objects }: Inventory,
  policies: readonly KubeObject[],
): GroupPolicies {
  const ours = policies.filter(({ root }) =>
    root.at("metadata", "labels")?.get(MANAGED)?.text === "celestra"
  );
  const runners = objects.filter(isRunner);
  const groups = new Map(ours.flatMap((policy) => {
    const label = `celestra.dev/group-${policy.name}`;
    if (textMap(policy.root.at("spec", "podSelector", "matchLabels"))[label] !== "true") return [];
    return [[policy, runners.filter((runner) => podLabels(runner)[label] === "true")] as const];
  }));
  return { groups, paths: pathsOf(ours, runners, policies) };
}

/** Policies named after a runner, where another one closes it. */
function pathsOf(
  ours: readonly KubeObject[],
  runners: readonly KubeObject[],
  policies: readonly KubeObject[],
): Map<KubeObject, KubeObject> {
  const bound = (policy: KubeObject) =>
    runners.filter((runner) =>
      selects(textMap(policy.root.at("spec", "podSelector", "matchLabels")), podLabels(runner))
    );
  return new Map(ours.flatMap((policy) => {
    const [runner, ...more] = bound(policy);
    const isPath = runner && more.length === 0 && runner.name === policy.name &&
      policies.some((other) => other !== policy && bound(other).includes(runner));
    return isPath ? [[policy, runner] as const] : [];
  }));
}

/** Makes the groups that the policies speak of, with their members in them. */
export function takeGroups(inventory: Inventory, { groups, paths }: GroupPolicies): void {
  for (const [policy, members] of groups) {
    const group = addNode(inventory, policy, "app-group");
    set(group, ["network"], "deny");
    policy.root.take(group.id, ["network"]);
    for (const member of members) inventory.nodes.get(member)!.group = group.id;
  }
  for (const [policy, runner] of paths) policy.root.take(inventory.nodes.get(runner)!.id);
}

/** The group of a name that is there already. */
export function groupOf({ draft }: Inventory, name: string): DraftNode | undefined {
  return draft.nodes.find(({ id, component }) => component === "app-group" && id === name);
}
