import type { Draw } from "../content/drawing.ts";
import { expectTag } from "../content/saving.ts";
import { workflowPath } from "../content/names.ts";
import { collision } from "../content/open_conflicts.ts";
import { fileTexts, layoutFileAfter, workflowAfter } from "../content/versions.ts";
import { ancestry } from "./ancestry.ts";
import { meet, type Meeting } from "./meeting.ts";
import type { MergeParts } from "./parts.ts";
import type { Theirs, WantedMerge } from "./wanted.ts";

/** Draws a merge, and tells then what became of it. */
export interface MergeDrawing {
  readonly draw: Draw;
  outcome(): Outcome;
}

/** What became of a merge. */
interface Outcome {
  /** Whether the workflow had changed since the base. */
  readonly isMerged: boolean;
  /** How many parents the commit has; 0 where none was made. */
  readonly parents: number;
}

/** Creates what draws a merge on a head, if nobody has to decide anything. */
export function createMergeDrawing(
  name: string,
  wanted: WantedMerge,
  ifMatch: string,
  parts: MergeParts,
): MergeDrawing {
  let outcome: Outcome = { isMerged: false, parents: 0 };
  return {
    outcome: () => outcome,
    async draw(snapshot) {
      const { etag } = await parts.opening.workflow(name, snapshot);
      expectTag(workflowPath(name), etag, ifMatch);
      const meeting = await meet(name, wanted, snapshot, parts);
      refuseConflicts(name, meeting);
      const files = filesOf(meeting, parts);
      const lineage = await ancestry(name, meeting.sides, snapshot, parts.store);
      const count = files.length === 0 ? 0 : 1 + (lineage.merged?.length ?? 0);
      outcome = { isMerged: hasMoved(meeting), parents: count };
      const otherwise = `Merge ${sourceOf(wanted.theirs)} into workflow ${name}`;
      return { files, message: wanted.message, otherwise, ...lineage };
    },
  };
}

function refuseConflicts(name: string, { open, sides, merged }: Meeting): void {
  const { conflicts, reason } = merged;
  if (conflicts.length === 0 && reason === undefined) return;
  const { etag, commit: head } = open.workflow;
  const met = { name, base: sides.baseCommit, head, etag, conflicts };
  throw collision(reason === undefined ? met : { ...met, reason: "unreadable", message: reason });
}

function filesOf({ open, merged: { files } }: Meeting, { checking }: MergeParts) {
  return [
    ...workflowAfter(open.workflow, files.workflow, checking),
    ...layoutFileAfter(open.layout, files.layout),
  ];
}

function hasMoved({ open, sides: { base } }: Meeting): boolean {
  const { workflow, layout } = fileTexts(open);
  return workflow !== base.workflow || layout !== base.layout;
}

function sourceOf(theirs: Theirs): string {
  return "revision" in theirs ? theirs.revision : "an edited text";
}
