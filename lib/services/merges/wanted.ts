import type { Resolution } from "../content/three_way.ts";

/** What is merged into a workflow: it as it is in a commit or branch, or texts. */
export type Theirs =
  | { readonly revision: string }
  | { readonly text: string; readonly layout?: string };

/** What is to be merged. */
export interface WantedMerge {
  readonly theirs: Theirs;
  /** A commit or branch that theirs began from; the newest common commit unless told. */
  readonly base?: string;
  readonly message?: string;
  readonly resolutions?: readonly Resolution[];
}
