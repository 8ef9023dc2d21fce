import type { Actor } from "../model/account.ts";
import type { State } from "../state/state.ts";
import type { Checking } from "./checking.ts";
import type { Head } from "./content/head.ts";
import { createOpening } from "./content/opening.ts";
import { openFiles } from "./content/versions.ts";
import { isCommit } from "./drafts/base_files.ts";
import {
  type DraftPreview,
  type DraftSummary,
  type Edits,
  type KeptDraft,
  type OpenDraft,
  type PublishedDraft,
  summaryOf,
} from "./drafts/draft.ts";
import { draftSnapshot } from "./drafts/draft_snapshot.ts";
import { expectDraft, findDraft, otherDraft } from "./drafts/finding.ts";
import { createKeeping } from "./drafts/keeping.ts";
import { preview } from "./drafts/preview.ts";
import type { Publication } from "./drafts/publication.ts";
import { createDraftDrawing } from "./drafts/publishing.ts";
import { standingOf } from "./drafts/standing.ts";
import type { Workflows } from "./workflows.ts";

export type { OpenConflict } from "./content/open_conflicts.ts";
export type { Resolution } from "./content/three_way.ts";
export type { DraftPreview, DraftSummary, KeptDraft, OpenDraft } from "./drafts/draft.ts";
export type { Publication } from "./drafts/publication.ts";

/** Unsaved edits, each person's own. They are kept outside Git; to lose them loses no commit. */
export interface Drafts {
  /** The drafts of who asks, by workflow. */
  list(actor: Actor): Promise<readonly DraftSummary[]>;
  /** @throws `not_found` where who asks has none. */
  read(name: string, actor: Actor): Promise<OpenDraft>;
  /**
   * Keeps edits in the place of those with the tag `seen`; `undefined` where there were none. The
   * same edits again are fine, whatever was seen.
   *
   * @throws `precondition_failed` with `details.etag` where others are kept; `unprocessable` for a
   * base that is no commit, and for one draft too many; `too_large`; `secret_found`; `not_found`
   * where the base has no such workflow.
   */
  keep(name: string, edits: Edits, seen: string | undefined, actor: Actor): Promise<KeptDraft>;
  /** Forgets the edits with the tag `seen`. @throws `not_found`, `precondition_failed`. */
  discard(name: string, seen: string, actor: Actor): Promise<void>;
  /** What publishing would save, and what keeps it from being saved; throws as `discard`. */
  preview(
    name: string,
    publication: Pick<Publication, "resolutions">,
    seen: string,
    actor: Actor,
  ): Promise<DraftPreview>;
  /**
   * Saves the edits as one commit and forgets them. Where the head has moved, both are merged.
   *
   * @throws `conflict` with `details.conflicts` for what both say differently; otherwise as
   * `discard`, and as a change of a workflow does.
   */
  publish(
    name: string,
    publication: Publication,
    seen: string,
    actor: Actor,
  ): Promise<PublishedDraft>;
}

/** What drafts are kept with. */
export interface DraftsOptions {
  readonly state: Pick<State, "drafts">;
  readonly head: Head;
  readonly checking: Checking;
  readonly workflows: Pick<Workflows, "change">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told of a draft that could not be forgotten after it was published. */
  readonly report: (error: unknown) => void;
}

/** Creates the drafts of all people. */
export function createDrafts(options: DraftsOptions): Drafts {
  const { state: { drafts }, head, checking, workflows, report } = options;
  const tools = { checking, opening: createOpening(checking) };
  return {
    list: async ({ name }) => (await drafts.list(name)).map(summaryOf),
    keep: createKeeping(options),

    async read(name, actor) {
      const draft = await findDraft(drafts, name, actor);
      const { workflow, layout } = await openFiles(name, draftSnapshot(draft), tools.opening);
      return {
        ...summaryOf(draft),
        operations: draft.operations,
        text: workflow.text,
        layout: { text: layout.text, ...(layout.etag !== undefined && { etag: layout.etag }) },
        isBaseKnown: await isCommit(head.at(draft.base)),
        head: await standingOf(draft, await head.fresh()),
      };
    },

    async discard(name, seen, actor) {
      await expectDraft(drafts, name, seen, actor);
      if (await drafts.remove(actor.name, name, seen)) return;
      throw otherDraft(name, (await drafts.find(actor.name, name))?.etag);
    },

    async preview(name, publication, seen, actor) {
      const draft = await expectDraft(drafts, name, seen, actor);
      return await preview(draft, await head.fresh(), publication, tools);
    },

    async publish(name, publication, seen, actor) {
      const draft = await expectDraft(drafts, name, seen, actor);
      const drawing = createDraftDrawing(draft, publication, tools);
      const saved = await workflows.change(name, drawing, actor);
      // The commit stands. A draft that is left behind comes to nothing when it is published again.
      await drafts.remove(actor.name, name, seen).catch(report);
      return { ...saved, isMerged: drawing.isMerged(saved) };
    },
  };
}
