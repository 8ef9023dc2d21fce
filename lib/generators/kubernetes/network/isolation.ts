import { membershipOf } from "../../shared/membership.ts";
import type { Context } from "../context.ts";
import type { Pods } from "./pods.ts";

/** In which directions the network of pods is closed, but for what is opened. */
export interface Isolation {
  readonly ingress: boolean;
  readonly egress: boolean;
  /** Whether a group closes it. */
  readonly byGroup: boolean;
}

/** What the groups around pods and the rules that they are bound by close. */
export function isolationOf({ index }: Context, { node, runner }: Pods): Isolation {
  const byGroup = membershipOf(index).groupsOf(node).some((group) =>
    group.value("network") === "deny"
  );
  const rules = runner.value("policies").flatMap((id) => index.rules.get(id) ?? []);
  return {
    byGroup,
    ingress: byGroup || rules.some((rule) => rule.value("denyIngress")),
    egress: byGroup || rules.some((rule) => rule.value("denyEgress")),
  };
}
