import type { NodeStatus } from "../../lib/model/deployment.ts";
import type { Layout } from "../../lib/model/layout.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import type { Workflow } from "../../lib/model/workflow.ts";
import type { Mark } from "./mark.ts";

/** What is drawn. */
export interface Scene {
  readonly workflow: Workflow;
  readonly layout: Layout;
  readonly problems: ReadonlyMap<string, readonly LocatedProblem[]>;
  readonly statuses: ReadonlyMap<string, NodeStatus>;
  readonly selected: ReadonlySet<string>;
  /** The node that the mouse is on. */
  readonly hovered?: string | undefined;
  /** By node, and of notes by `note:` and their id. */
  readonly marks?: ReadonlyMap<string, readonly Mark[]>;
  /** Which groups are folded up; without it, none is and none can be. */
  readonly folding?: {
    readonly folded: ReadonlySet<string>;
    readonly toggle: (group: string) => void;
  };
}
