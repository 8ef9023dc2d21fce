import type { Checking } from "../checking.ts";
import { workflowNames } from "../contents.ts";
import type { Changes } from "./changes.ts";
import type { Snapshot } from "./head.ts";
import { createRemembered, oncePer } from "./remembered.ts";
import { summaryOf, type TextSummary, type WorkflowSummary } from "./summaries.ts";

/** What a list is made with. */
export interface ListingOptions {
  readonly checking: Checking;
  /** The last changes of the workflow files. */
  readonly changes: (snapshot: Snapshot) => Promise<Changes>;
}

/** How many summaries are kept; each is small. */
const SUMMARIES = 2000;

/** Creates what lists all workflows of a commit. A text is judged once, however often it is listed. */
export function createListing(
  { checking, changes }: ListingOptions,
): (snapshot: Snapshot) => Promise<readonly WorkflowSummary[]> {
  const summaries = createRemembered<Promise<TextSummary>>(SUMMARIES);
  return oncePer(async (snapshot) => {
    const last = await changes(snapshot);
    const all: WorkflowSummary[] = [];
    // One after the other, so that a long list does not hold everybody else up.
    for (const name of await workflowNames(snapshot)) {
      const path = `workflows/${name}.yaml`;
      const etag = (await snapshot.idOf(path))!;
      const summary = await summaries.of(
        `${path}\0${etag}`,
        async () => summaryOf(checking.workflow((await snapshot.read(path))!, path)),
      );
      const { at, by } = last.get(path)!;
      all.push({ name, ...summary, etag, updatedAt: at, updatedBy: by });
    }
    return all;
  });
}
