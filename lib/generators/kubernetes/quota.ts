import type { Group, GroupQuota } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { filled, via, within } from "../shared/origin.ts";
import { type Amounts, QUOTA_SIZES } from "../shared/quota_sizes.ts";
import type { Context } from "./context.ts";
import { homeOf } from "./home.ts";
import { type Manifest, manifestOf } from "./manifest.ts";
import { bytesText, cpuText } from "./quantity.ts";

/** The names that a ResourceQuota has for amounts, and how it writes them. */
const AMOUNTS:
  readonly (readonly [keyof Amounts, name: string, write: (text: string) => string])[] = [
    ["cpu", "requests.cpu", cpuText],
    ["memory", "requests.memory", bytesText],
    ["cpuLimit", "limits.cpu", cpuText],
    ["memoryLimit", "limits.memory", bytesText],
    ["storage", "requests.storage", bytesText],
    ["pods", "pods", String],
    ["claims", "persistentvolumeclaims", String],
    ["services", "services", String],
  ];

/** What the namespace of a group may ask for together. */
export function quotaOf(context: Context, group: Reading<Group>): Manifest[] {
  const quota = group.part("quota");
  if (!quota) return [];
  const hard = filled(quota.value("size") === "Custom" ? ownAmounts(quota) : sizeAmounts(quota));
  if (!hard) {
    quota.drop("size", "it names no amount");
    return [];
  }
  explainStrangers(context, group);
  const spec = within(quota, { hard: within(quota, hard) });
  return [manifestOf(context, "ResourceQuota", group.node, group, { spec })];
}

function ownAmounts(quota: Reading<GroupQuota>): Record<string, unknown> {
  return Object.fromEntries(
    AMOUNTS.map(([key, name, write]) => [name, via(quota, key, (amount) => write(String(amount)))]),
  );
}

function sizeAmounts(quota: Reading<GroupQuota>): Record<string, unknown> {
  const size = quota.value("size");
  const amounts = size === "Custom" ? {} : QUOTA_SIZES[size];
  return Object.fromEntries(
    AMOUNTS.map(([key, name, write]) => [name, quota.as("size", write(String(amounts[key])))]),
  );
}

/** A quota is one of the namespace, whoever is in it. */
function explainStrangers(context: Context, group: Reading<Group>): void {
  const namespace = homeOf(context, group.node);
  const members = new Set(group.value("members"));
  const { workloads, tasks } = context.index;
  const strangers = [...workloads.keys(), ...tasks.map(({ node }) => node)]
    .filter((node) => !members.has(node) && homeOf(context, node) === namespace);
  if (strangers.length === 0) return;
  group.approximate(
    "quota",
    `it is one of the whole namespace ${namespace}, so "${strangers[0]}" counts as well; ` +
      "give the group a namespace of its own",
  );
}
