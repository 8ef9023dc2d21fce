import type { GroupQuota } from "../../model/resource.ts";

/** Amounts of a quota. */
export type Amounts = Omit<GroupQuota, "size">;

/** What the sizes of a quota stand for. */
export const QUOTA_SIZES: Readonly<Record<Exclude<GroupQuota["size"], "Custom">, Amounts>> = {
  Small: sized({ cores: 2, pods: 10, others: 10, storage: "50Gi" }),
  Medium: sized({ cores: 8, pods: 30, others: 30, storage: "200Gi" }),
  Large: sized({ cores: 32, pods: 100, others: 100, storage: "1Ti" }),
  Enterprise: sized({ cores: 128, pods: 500, others: 500, storage: "10Ti" }),
};

/** Two GiB for each core, and twice as much at most. */
function sized(
  { cores, pods, others, storage }: {
    readonly cores: number;
    readonly pods: number;
    readonly others: number;
    readonly storage: string;
  },
): Amounts {
  return {
    cpu: String(cores),
    memory: `${cores * 2}Gi`,
    cpuLimit: String(cores * 2),
    memoryLimit: `${cores * 4}Gi`,
    storage,
    pods,
    claims: others,
    services: others,
  };
}
