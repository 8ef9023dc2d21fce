import type { Context } from "../context.ts";
import type { Manifest } from "../manifest.ts";
import { explainGroup } from "./explain_group.ts";
import { groupPoliciesOf } from "./group_policy.ts";
import { isolationOf } from "./isolation.ts";
import { memberPolicyOf } from "./member_policy.ts";
import { type Pods, podsOf } from "./pods.ts";
import { rulePoliciesOf } from "./rule_policy.ts";
import { type Way, waysOf } from "./ways.ts";

/** Every NetworkPolicy of a plan: what groups and rules close, and what connections open. */
export function* networkPoliciesOf(context: Context): Iterable<Manifest> {
  const { groups, rules } = context.index;
  const isClosed = [...groups.values()].some((group) => group.value("network") === "deny");
  if (!isClosed && rules.size === 0) return;
  const all = podsOf(context);
  for (const group of groups.values()) {
    const members = new Set(group.value("members"));
    const inside = all.filter(({ node }) => members.has(node));
    yield* groupPoliciesOf(context, group, inside);
    explainGroup(context, group, inside);
  }
  for (const rule of rules.values()) yield* rulePoliciesOf(context, rule, all);
  yield* memberPolicies(context, all);
}

function* memberPolicies(context: Context, all: readonly Pods[]): Iterable<Manifest> {
  const ways = waysOf(context, all);
  const incoming = Map.groupBy(ways, ({ to }) => to);
  const outgoing = Map.groupBy(ways, ({ from }) => from);
  const none: readonly Way[] = [];
  for (const pods of all) {
    yield* memberPolicyOf(context, pods, isolationOf(context, pods), {
      incoming: incoming.get(pods) ?? none,
      outgoing: outgoing.get(pods) ?? none,
    });
  }
}
