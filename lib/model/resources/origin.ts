import type { Path } from "../json.ts";

/** Where a resource came from. */
export interface Origin {
  /** The id of the node that asked for it; every object is named after it. */
  readonly node: string;
  /** The config path under which the resource's fields stand; empty for the config itself. */
  readonly at: Path;
}
