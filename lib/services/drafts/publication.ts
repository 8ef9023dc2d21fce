import type { Resolution } from "../content/three_way.ts";

/** How a draft is published. */
export interface Publication {
  readonly message?: string;
  /** How conflicts are decided that were told before. */
  readonly resolutions?: readonly Resolution[];
  /** Whether a workflow that somebody deleted meanwhile is made again. */
  readonly recreate?: boolean;
}
