import type { Actor } from "../model/account.ts";
import type { Store } from "../stores/store.ts";
import type { Checking } from "./checking.ts";
import type { Head } from "./content/head.ts";
import { createOpening } from "./content/opening.ts";
import { createMergeDrawing } from "./merges/drawing.ts";
import type { MergeParts } from "./merges/parts.ts";
import { type MergePreview, preview } from "./merges/preview.ts";
import type { WantedMerge } from "./merges/wanted.ts";
import type { SavedPatch, Workflows } from "./workflows.ts";

export type { MergePreview } from "./merges/preview.ts";
export type { WantedMerge } from "./merges/wanted.ts";

/** Merges other versions into workflows. */
export interface Merges {
  /** What a merge would save, and what keeps it from being saved; throws as `merge`. */
  preview(name: string, wanted: WantedMerge): Promise<MergePreview>;
  /**
   * Merges a version into the workflow at the head, as one commit. What is there already makes none.
   *
   * @throws `not_found` for a workflow or a revision that is not there; `unprocessable` where nobody
   * can tell what theirs began from; `precondition_failed`; `conflict` with `details.conflicts`.
   */
  merge(name: string, wanted: WantedMerge, ifMatch: string, actor: Actor): Promise<MergedWorkflow>;
}

/** What was merged. */
export interface MergedWorkflow extends SavedPatch {
  /** Whether the workflow had changed since the base. */
  readonly isMerged: boolean;
  /** How many parents the commit has; 0 where none was made. */
  readonly parents: number;
}

/** What merges are made with. */
export interface MergesOptions {
  readonly store: Store;
  readonly head: Head;
  readonly checking: Checking;
  readonly workflows: Pick<Workflows, "change">;
}

/** Creates what merges other versions into workflows. */
export function createMerges({ store, head, checking, workflows }: MergesOptions): Merges {
  const parts: MergeParts = { store, head, checking, opening: createOpening(checking) };
  return {
    preview: async (name, wanted) => await preview(name, wanted, await head.fresh(), parts),
    async merge(name, wanted, ifMatch, actor) {
      const drawing = createMergeDrawing(name, wanted, ifMatch, parts);
      const saved = await workflows.change(name, drawing, actor);
      return { ...saved, ...drawing.outcome() };
    },
  };
}
