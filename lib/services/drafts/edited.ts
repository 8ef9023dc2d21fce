import { applyOperations, type WorkflowFiles } from "../../format/edit.ts";
import type { StoredDraft } from "../../state/state.ts";
import type { Checking } from "../checking.ts";
import type { Opening } from "../content/opening.ts";
import { type Resolution, type ThreeWay, threeWay } from "../content/three_way.ts";
import { type OpenFiles, openFiles, textsOf } from "../content/versions.ts";
import { draftSnapshot } from "./draft_snapshot.ts";

/** What drafts are laid on a head with. */
export interface EditedOptions {
  readonly checking: Checking;
  readonly opening: Opening;
}

/** A draft and what it comes to. */
export interface Edited {
  readonly base: OpenFiles;
  /** The base with the edits. */
  readonly mine: WorkflowFiles;
}

/** What the edits of a draft make of its base. @throws as `applyOperations`. */
export async function edited(draft: StoredDraft, opening: Opening): Promise<Edited> {
  const base = await openFiles(draft.workflow, draftSnapshot(draft), opening);
  const { workflow, layout } = applyOperations(textsOf(base), draft.operations);
  return { base, mine: { name: draft.workflow, workflow, layout } };
}

/** What a draft comes to on the files of a head. */
export function laidOn(
  { base, mine }: Edited,
  head: OpenFiles,
  { checking }: EditedOptions,
  resolutions: readonly Resolution[] = [],
): ThreeWay {
  const versions = { base: textsOf(base), ours: textsOf(head), theirs: mine };
  return threeWay(versions, checking, resolutions);
}
