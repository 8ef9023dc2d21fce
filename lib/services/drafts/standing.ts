import type { StoredDraft } from "../../state/state.ts";
import type { Snapshot } from "../content/head.ts";
import { layoutPath, workflowPath } from "../content/names.ts";

/** What became of a workflow on the head since a draft was begun. */
export interface Standing {
  /** The head; absent while the branch has no commit. */
  readonly commit?: string;
  readonly state: "same" | "moved" | "deleted";
}

/** How a draft stands to a head. */
export async function standingOf(
  { workflow: name, files }: StoredDraft,
  snapshot: Snapshot,
): Promise<Standing> {
  const { commit } = snapshot;
  const etag = await snapshot.idOf(workflowPath(name));
  const layout = await snapshot.idOf(layoutPath(name));
  const isSame = etag === files.workflow.etag && layout === files.layout?.etag;
  const state = etag === undefined ? "deleted" : isSame ? "same" : "moved";
  return { ...(commit !== undefined && { commit }), state };
}
