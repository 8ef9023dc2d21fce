import { AppError } from "../../model/error.ts";
import type { StoredDraft } from "../../state/state.ts";
import type { Head, Snapshot } from "../content/head.ts";
import { absent, layoutPath, workflowPath } from "../content/names.ts";
import { workflowNames } from "../contents.ts";

/**
 * The files of a workflow at the commit that edits were drawn on.
 *
 * @throws `unprocessable` where there is no such commit; `not_found` where it has no such workflow.
 */
export async function baseFiles(
  head: Head,
  name: string,
  base: string,
): Promise<StoredDraft["files"]> {
  const snapshot = head.at(base);
  if (!await isCommit(snapshot)) {
    const message = `There is no commit ${base}; expected the one that the edits were drawn on`;
    throw new AppError("unprocessable", message, { details: { base } });
  }
  const workflow = await fileAt(snapshot, workflowPath(name));
  if (!workflow) throw absent("workflow", name, await workflowNames(snapshot));
  const layout = await fileAt(snapshot, layoutPath(name));
  return { workflow, ...(layout && { layout }) };
}

/** Whether the repository has a commit, in a branch or not. */
export async function isCommit(snapshot: Snapshot): Promise<boolean> {
  try {
    await snapshot.list("workflows");
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}

async function fileAt(snapshot: Snapshot, path: string) {
  const etag = await snapshot.idOf(path);
  return etag === undefined ? undefined : { text: (await snapshot.read(path))!, etag };
}
