import type { StoredDraft } from "../../state/state.ts";
import type { FileChange } from "../../stores/store.ts";
import type { Snapshot } from "../content/head.ts";
import { layoutAfter, layoutFile } from "../content/layout_changes.ts";
import { mergeOnMove } from "../content/merge_on_move.ts";
import { collision } from "../content/open_conflicts.ts";
import { environmentsAfter } from "../content/renamed_overrides.ts";
import { newWorkflow, openFiles, workflowAfter } from "../content/versions.ts";
import type { SavedPatch, WorkflowChange } from "../content/writing.ts";
import { type Edited, edited, type EditedOptions, laidOn } from "./edited.ts";
import type { Publication } from "./publication.ts";
import { type Standing, standingOf } from "./standing.ts";

/** Draws a draft on the head, and tells then what became of it. */
export interface DraftDrawing extends WorkflowChange {
  /** Whether what others saved since the base is in what was saved. */
  isMerged(saved: SavedPatch): boolean;
}

/** Creates what draws a draft on a head: merged with what became of the workflow meanwhile. */
export function createDraftDrawing(
  draft: StoredDraft,
  publication: Publication,
  options: EditedOptions,
): DraftDrawing {
  const { workflow: name } = draft;
  const about = { message: publication.message, otherwise: `Update workflow ${name}` };
  let standing: Standing = { state: "same" };
  let edits: Edited | undefined;
  return {
    action: () => standing.state === "deleted" ? "created" : "updated",
    isMerged: ({ text }) => standing.state === "moved" || text !== edits?.mine.workflow,
    async draw(snapshot) {
      standing = await standingOf(draft, snapshot);
      edits ??= await edited(draft, options.opening);
      const sheet = { draft, publication, edits, options };
      const files = standing.state === "deleted"
        ? anew(sheet, snapshot)
        : await onHead(sheet, snapshot);
      return { files, ...about, onMove: mergeOnMove(name, options.checking) };
    },
  };
}

/** All that a drawing is made of but the head. */
interface Sheet {
  readonly draft: StoredDraft;
  readonly publication: Publication;
  readonly edits: Edited;
  readonly options: EditedOptions;
}

async function onHead(
  { draft, publication, edits, options }: Sheet,
  snapshot: Snapshot,
): Promise<FileChange[]> {
  const { workflow: name, base, operations } = draft;
  const open = await openFiles(name, snapshot, options.opening);
  const { files, conflicts, reason } = laidOn(edits, open, options, publication.resolutions);
  if (conflicts.length > 0 || reason !== undefined) {
    const met = { name, base, head: snapshot.commit, etag: open.workflow.etag, conflicts };
    throw collision(reason === undefined ? met : { ...met, reason: "unreadable", message: reason });
  }
  return [
    ...workflowAfter(open.workflow, files.workflow, options.checking),
    ...layoutAfter(open.layout, files.layout, operations),
    ...await environmentsAfter(name, operations, snapshot),
  ];
}

/** The files of a workflow that is no more, if it shall be again. */
function anew(
  { draft: { workflow: name, base: commit }, publication, edits, options }: Sheet,
  { commit: head }: Snapshot,
): FileChange[] {
  if (!publication.recreate) {
    const message = "it was deleted meanwhile; publish with `recreate` to make it again";
    throw collision({ name, base: commit, head, conflicts: [], reason: "deleted", message });
  }
  const { base: { layout }, mine } = edits;
  const isLaidOut = layout.etag !== undefined || mine.layout !== layout.text;
  return [
    newWorkflow(name, mine.workflow, options.checking),
    ...isLaidOut && mine.layout !== undefined ? [layoutFile(name, mine.layout)] : [],
  ];
}
