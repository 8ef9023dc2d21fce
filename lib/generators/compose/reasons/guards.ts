import type { Group } from "../../../model/resource.ts";
import { explainEmpty } from "../../shared/empty_group.ts";
import type { Context } from "../context.ts";
import { dropAll } from "../../shared/drop_all.ts";

const NO_ACCOUNT = "Compose has no accounts: its containers ask no API server";

const NO_LOGIN = "Docker opens registries with what docker login keeps";

const NO_POLICY =
  "what shares a network in Compose is open to each other on every port, and in both directions";

const NO_AMOUNTS = "Compose limits single containers, which the nodes do themselves";

const GROUP = {
  namespace: "Compose has no namespaces: a project is one",
  quota: NO_AMOUNTS,
  limits: NO_AMOUNTS,
} as const;

/** Says of accounts, roles, policies and groups why Compose does not carry them. */
export function explainGuards({ index, plan, recorder }: Context): void {
  const { identities, permissions, rules, groups } = index;
  for (const node of [...identities.keys(), ...permissions.keys()]) {
    recorder.drop(node, [], NO_ACCOUNT);
  }
  for (const identity of identities.values()) identity.drop("pullSecrets", NO_LOGIN);
  for (const rule of rules.values()) {
    recorder.drop(rule.node, [], NO_POLICY);
    rule.drop("selector", "Compose knows only the containers of this workflow");
  }
  for (const group of groups.values()) {
    dropAll<Group>(group, GROUP);
    explainEmpty(index, group, false);
    if (group.value("network") !== "deny") continue;
    const isWritten = plan.written.get(group.node)?.["network"] !== undefined;
    if (isWritten) group.drop("network", NO_POLICY);
    else recorder.dropDefault(group.node, "network", NO_POLICY);
  }
}
