import type { Actor } from "../../model/account.ts";
import type { State, StoredDraft } from "../../state/state.ts";
import type { Checking } from "../checking.ts";
import type { Head } from "../content/head.ts";
import { checkName, workflowPath } from "../content/names.ts";
import { baseFiles } from "./base_files.ts";
import { type Edits, type KeptDraft, summaryOf, tagOf } from "./draft.ts";
import { otherDraft } from "./finding.ts";
import { refuseSecrets } from "./secrets.ts";
import { checkSize } from "./size.ts";
import { standingOf } from "./standing.ts";

/** What edits are kept with. */
export interface KeepingOptions {
  readonly state: Pick<State, "drafts">;
  readonly head: Head;
  readonly checking: Checking;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Keeps edits; see `Drafts`. */
export type Keep = (
  name: string,
  edits: Edits,
  seen: string | undefined,
  actor: Actor,
) => Promise<KeptDraft>;

/** Creates what keeps edits. They are not applied: also an edit that cannot be made is not lost. */
export function createKeeping({ state: { drafts }, head, checking, now }: KeepingOptions): Keep {
  async function drawn(edits: Edits, before: StoredDraft | undefined, place: Place) {
    const { base, operations } = edits;
    const { workflow } = place;
    const files = before?.base === base ? before.files : await baseFiles(head, workflow, base);
    const { value } = checking.workflow(files.workflow.text, workflowPath(workflow)).document;
    refuseSecrets({ operations, files }, value, checking);
    return { ...place, base, operations, files, savedAt: now() };
  }

  async function kept(draft: StoredDraft, isNew: boolean): Promise<KeptDraft> {
    return { ...summaryOf(draft), head: await standingOf(draft, await head.recent()), isNew };
  }

  return async (name, edits, seen, { name: account }) => {
    checkSize(edits.operations);
    const before = await drafts.find(account, checkName("a workflow", name));
    const etag = await tagOf(edits);
    // Whoever did not hear the answer asks again, with the tag from before.
    if (before?.etag === etag) return await kept(before, false);
    if (before?.etag !== seen) throw otherDraft(name, before?.etag);
    const draft = await drawn(edits, before, { account, workflow: name, etag });
    if (await drafts.put(draft, seen)) return await kept(draft, !before);
    throw otherDraft(name, (await drafts.find(account, name))?.etag);
  };
}

type Place = Pick<StoredDraft, "account" | "workflow" | "etag">;
