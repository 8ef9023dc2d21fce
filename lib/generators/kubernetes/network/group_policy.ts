import type { Group } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import { groupLabel } from "../../shared/group_label.ts";
import type { Context } from "../context.ts";
import { type Manifest, manifestOf } from "../manifest.ts";
import { inNamespace } from "./in_namespace.ts";
import type { Pods } from "./pods.ts";

/** The policies that close the network of a group's members: one in each of their namespaces. */
export function groupPoliciesOf(
  context: Context,
  group: Reading<Group>,
  members: readonly Pods[],
): Manifest[] {
  if (group.value("network") !== "deny") return [];
  const namespaces = [...new Set(members.map(({ namespace }) => namespace))].sort();
  const spec = group.as("network", {
    podSelector: { matchLabels: { [groupLabel(group.node)]: "true" } },
    policyTypes: ["Ingress", "Egress"],
  });
  return namespaces.map((namespace) =>
    inNamespace(
      context,
      manifestOf(context, "NetworkPolicy", group.node, group, { spec }),
      namespace,
    )
  );
}
