import type { Json } from "../json.ts";
import type { OperationPath } from "../operation.ts";

/** What stays as it is today although it was something else. */
export interface Kept {
  /** The node, by its id of today. */
  readonly node: string;
  /** From the node; for a connection its two ends. */
  readonly path: OperationPath;
  /** `null` for nothing. */
  readonly then: Json;
  readonly now: Json;
  /** Why. */
  readonly reason: KeptReason;
  /** What is not there today, or what would be wrong, in a sentence. */
  readonly message?: string;
  /** The last of the versions since that changed it again: from 0, the oldest; beyond the last for today's. */
  readonly again?: number;
}

/** Why something stays: somebody changed it again, what it names is gone, or it would be a fault. */
export type KeptReason = "changed_again" | "gone" | "fault";

/** Takes note of what stays. */
export type Keep = (one: Omit<Kept, "node">) => void;
