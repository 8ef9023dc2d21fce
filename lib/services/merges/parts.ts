import type { Store } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import type { Head } from "../content/head.ts";
import type { Opening } from "../content/opening.ts";

/** What merges are drawn with. */
export interface MergeParts {
  readonly store: Store;
  readonly head: Head;
  readonly checking: Checking;
  readonly opening: Opening;
}
