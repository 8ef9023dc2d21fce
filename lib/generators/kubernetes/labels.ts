import type { Reading } from "../recorder.ts";
import { groupLabel } from "../shared/group_label.ts";
import { membershipOf } from "../shared/membership.ts";
import { entriesOf } from "../shared/origin.ts";
import type { Context } from "./context.ts";

const NAME = "app.kubernetes.io/name";
const PART_OF = "app.kubernetes.io/part-of";
const MANAGED_BY = "app.kubernetes.io/managed-by";

/** What can carry labels of its own. */
export interface Labelled {
  readonly node: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The labels that select the pods of a node. They may never change: a Deployment refuses it. */
export function selectorOf({ plan }: Context, node: string): Record<string, string> {
  return { [NAME]: node, [PART_OF]: plan.workflow };
}

/** The labels of everything of a node, in so far as they never change. */
export function fixedLabels(context: Context, node: string): Record<string, string> {
  return { [MANAGED_BY]: "celestra", ...selectorOf(context, node) };
}

/** The labels of the workflow as a whole. */
export function planLabels({ plan }: Context): Record<string, string> {
  return { ...plan.labels, [MANAGED_BY]: "celestra", [PART_OF]: plan.workflow };
}

/** The labels of an object of a node: the workflow's, its groups', its own, then ours. */
export function labelsOf<T extends Labelled>(
  context: Context,
  it: Reading<T>,
  name: string = it.node,
): Record<string, unknown> {
  const ours = fixedLabels(context, name);
  const own = it.part("labels") as Reading<Record<string, string>> | undefined;
  for (const label of Object.keys(ours)) own?.drop(label, "Celestra sets this label itself");
  const groups = context.membership.groupsOf(it.node);
  return {
    ...context.plan.labels,
    ...Object.assign({}, ...groups.map((group) => entriesOf(group, "labels"))),
    ...entriesOf(it, "labels"),
    ...ours,
  };
}

/**
 * The labels of the pods of a workload: also those by which endpoints with several backends, and
 * groups with a closed network, select them.
 */
export function podLabels<T extends Labelled>(
  context: Context,
  it: Reading<T>,
  name: string = it.node,
): Record<string, unknown> {
  const closed = membershipOf(context.index).groupsOf(it.node)
    .filter((group) => group.value("network") === "deny");
  const members = name === it.node ? context.memberships.get(it.node) ?? [] : [];
  return {
    ...labelsOf(context, it, name),
    ...Object.fromEntries(members.map((endpoint) => [membershipLabel(endpoint), "true"])),
    ...Object.fromEntries(closed.map((group) => [groupLabel(group.node), "true"])),
  };
}

/** The label by which an endpoint with several backends selects their pods. */
export function membershipLabel(endpoint: string): string {
  return `celestra.dev/endpoint-${endpoint}`;
}
