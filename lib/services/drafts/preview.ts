import type { StoredDraft } from "../../state/state.ts";
import type { Snapshot } from "../content/head.ts";
import { workflowPath } from "../content/names.ts";
import { openFiles } from "../content/versions.ts";
import type { DraftPreview } from "./draft.ts";
import { edited, type EditedOptions, laidOn } from "./edited.ts";
import type { Publication } from "./publication.ts";

/** What publishing a draft on a head would save, and what keeps it from being saved. */
export async function preview(
  draft: StoredDraft,
  snapshot: Snapshot,
  { resolutions }: Pick<Publication, "resolutions">,
  options: EditedOptions,
): Promise<DraftPreview> {
  const { workflow: name, base } = draft;
  const edits = await edited(draft, options.opening);
  const { commit: head } = snapshot;
  const about = { base, ...(head !== undefined && { head }), mine: shown(edits.mine) };
  if (!await snapshot.idOf(workflowPath(name))) {
    return { ...about, conflicts: [], isClean: false, reason: "deleted" };
  }
  const open = await openFiles(name, snapshot, options.opening);
  const { files, conflicts, reason } = laidOn(edits, open, options, resolutions);
  const { etag } = open.workflow;
  if (reason !== undefined) {
    return { ...about, etag, conflicts, isClean: false, reason: "unreadable" };
  }
  return { ...about, etag, ...shown(files), conflicts, isClean: conflicts.length === 0 };
}

function shown(
  { workflow: text, layout }: { readonly workflow: string; readonly layout?: string | undefined },
) {
  return { text, ...(layout !== undefined && { layout }) };
}
