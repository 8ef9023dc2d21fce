import type { Group, GroupQuota } from "../../../model/resource.ts";
import { present } from "../../../model/json.ts";
import { bytesText, cpuText } from "../../kubernetes/quantity.ts";
import type { Reading } from "../../recorder.ts";
import { type Amounts, QUOTA_SIZES } from "../../shared/quota_sizes.ts";
import { dropAll } from "../../shared/drop_all.ts";
import { callFrom, placeOf } from "../builder.ts";
import { type Argument, type Call, Keyword } from "../python/program.ts";

/** What the library cannot say of a quota. */
const LOST = {
  cpu: "the library sets what is asked for and the limit together, by the limit",
  memory: "the library sets what is asked for and the limit together, by the limit",
  claims: "the library does not count claims",
  services: "the library does not count services",
} as const;

/** The calls of a group on the AppGroup of its namespace; only a namespace of its own has a quota. */
export function quotaCalls(group: Reading<Group>): Call[] {
  const quota = group.part("quota") as Reading<GroupQuota> | undefined;
  group.drop("limits", "the library has no LimitRange");
  if (!quota) return [];
  if (!group.has("namespace")) {
    group.drop("quota", "without a namespace of its own, the quota would be that of all nodes");
    return [];
  }
  const args = quotaArguments(amountsOf(quota));
  explain(quota);
  return args.length === 0 ? [] : [callFrom(placeOf(quota), "set_resource_quotas", ...args)];
}

function amountsOf(quota: Reading<GroupQuota>): Amounts {
  const size = quota.value("size");
  if (size !== "Custom") return QUOTA_SIZES[size];
  return {
    ...present({
      cpuLimit: quota.value("cpuLimit"),
      memoryLimit: quota.value("memoryLimit"),
      storage: quota.value("storage"),
      pods: quota.value("pods"),
    }),
  };
}

function explain(quota: Reading<GroupQuota>): void {
  dropAll(quota, LOST);
  const both = "the library also limits what is asked for to it";
  quota.approximate("cpuLimit", both);
  quota.approximate("memoryLimit", both);
  quota.approximate("pods", "the library also counts pods that have ended");
  if (quota.value("size") !== "Custom") {
    quota.approximate("size", "its limits hold, also for what is asked for");
  }
}

function quotaArguments({ cpuLimit, memoryLimit, storage, pods }: Amounts): Argument[] {
  return [
    ...(cpuLimit === undefined ? [] : [new Keyword("cpu_limit", cpuText(cpuLimit))]),
    ...(memoryLimit === undefined ? [] : [new Keyword("memory_limit", bytesText(memoryLimit))]),
    ...(storage === undefined ? [] : [new Keyword("storage_limit", bytesText(storage))]),
    ...(pods === undefined ? [] : [new Keyword("pod_limit", pods)]),
  ];
}
