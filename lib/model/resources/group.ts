import type { Origin } from "./origin.ts";

/** Nodes that belong together. */
export interface Group extends Origin {
  readonly kind: "group";
  /** The ids of all nodes in it, those of inner groups included. */
  readonly members: readonly string[];
  /** The namespace of its members; that of the plan without. */
  readonly namespace?: string;
  /** Labels of everything in it. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Variables of every container in it. */
  readonly env?: Readonly<Record<string, string>>;
  /** What all of it may ask for together. */
  readonly quota?: GroupQuota;
  /** What each container gets that says nothing, and may have at most. */
  readonly limits?: GroupLimits;
  /** Whether members are reached, and reach, only along connections. */
  readonly network: "deny" | "open";
}

/** Amounts for a whole namespace. */
export interface GroupQuota {
  /** A set of amounts by name; `Custom` for those below. */
  readonly size: "Small" | "Medium" | "Large" | "Enterprise" | "Custom";
  readonly cpu?: string;
  readonly memory?: string;
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
  readonly storage?: string;
  readonly pods?: number;
  readonly claims?: number;
  readonly services?: number;
}

/** Amounts for a single container. */
export interface GroupLimits {
  readonly cpu?: string;
  readonly memory?: string;
  readonly cpuLimit?: string;
  readonly memoryLimit?: string;
  readonly maxCpu?: string;
  readonly maxMemory?: string;
}
