import type { Actor } from "../../model/account.ts";
import { AppError } from "../../model/error.ts";
import type { Drafts, StoredDraft } from "../../state/state.ts";
import { checkName } from "../content/names.ts";

/** The draft of who asks. @throws `not_found`. */
export async function findDraft(
  drafts: Drafts,
  name: string,
  { name: account }: Actor,
): Promise<StoredDraft> {
  const draft = await drafts.find(account, checkName("a workflow", name));
  if (draft) return draft;
  throw new AppError("not_found", `You have no draft of ${name}`);
}

/** The draft that somebody saw. @throws `not_found`; `precondition_failed` where it is another by now. */
export async function expectDraft(
  drafts: Drafts,
  name: string,
  seen: string,
  actor: Actor,
): Promise<StoredDraft> {
  const draft = await findDraft(drafts, name, actor);
  if (draft.etag === seen) return draft;
  throw otherDraft(name, draft.etag);
}

/** The error that tells of other edits than somebody saw; without a tag there are none. */
export function otherDraft(name: string, etag: string | undefined): AppError {
  const message = etag === undefined
    ? `Your draft of ${name} is gone: it was published or discarded`
    : `Your draft of ${name} was changed in another window or on another device`;
  return new AppError("precondition_failed", message, { details: { etag: etag ?? null } });
}
