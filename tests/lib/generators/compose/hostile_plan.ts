import type { Plan, Resource } from "../../../../lib/model/resource.ts";
import { appOf, planOf, settingOf } from "../kubernetes/plans.ts";

/** A plan that holds a text wherever a person may write any. */
export function hostilePlan(value: string, list: readonly string[]): Plan {
  return planOf(hostileNode("api", value, list));
}

/** A node that holds a text wherever a person may write any. */
export function hostileNode(node: string, value: string, list: readonly string[]): Resource[] {
  const times = { period: "10s", timeout: "3s", failures: 3 };
  return [
    appOf(node, {
      command: list,
      args: list,
      env: { A: value },
      build: { context: ".", args: { V: value } },
      probes: { readiness: { exec: list, ...times } },
      settings: [`${node}-site`],
    }),
    settingOf(`${node}-site`, { data: { B: value }, reload: "none" }),
  ];
}
