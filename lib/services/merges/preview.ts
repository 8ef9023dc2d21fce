import type { Snapshot } from "../content/head.ts";
import type { OpenConflict } from "../content/open_conflicts.ts";
import { meet } from "./meeting.ts";
import type { MergeParts } from "./parts.ts";
import type { WantedMerge } from "./wanted.ts";

/** What a merge comes to. */
export interface MergePreview {
  /** Absent where both sides have nothing in common. */
  readonly base?: string;
  readonly head: string;
  /** The workflow's ETag there. */
  readonly etag: string;
  /** What would be saved, with ours where there is a conflict; absent where nothing can be merged. */
  readonly text?: string;
  readonly layout?: string;
  readonly conflicts: readonly OpenConflict[];
  readonly isClean: boolean;
  readonly reason?: "unreadable";
}

/** What a merge would save, and what keeps it from being saved. */
export async function preview(
  name: string,
  wanted: WantedMerge,
  snapshot: Snapshot,
  parts: MergeParts,
): Promise<MergePreview> {
  const { open, sides: { baseCommit: base }, merged } = await meet(name, wanted, snapshot, parts);
  const { files: { workflow: text, layout }, conflicts, reason } = merged;
  return {
    ...(base !== undefined && { base }),
    head: open.workflow.commit,
    etag: open.workflow.etag,
    ...(reason === undefined
      ? { text, ...(layout !== undefined && { layout }) }
      : { reason: "unreadable" }),
    conflicts,
    isClean: conflicts.length === 0 && reason === undefined,
  };
}
