import type { StoredDraft } from "../../state/state.ts";
import type { Snapshot } from "../content/head.ts";
import { layoutPath, workflowPath } from "../content/names.ts";

/** The commit that a draft was drawn on, as far as the draft keeps it: its two files, whether Git still has them or not. */
export function draftSnapshot(
  { base, workflow: name, files }: Pick<StoredDraft, "base" | "workflow" | "files">,
): Snapshot {
  const kept = new Map([[workflowPath(name), files.workflow]]);
  if (files.layout) kept.set(layoutPath(name), files.layout);
  return {
    commit: base,
    idOf: (path) => Promise.resolve(kept.get(path)?.etag),
    read: (path) => Promise.resolve(kept.get(path)?.text),
    list: (folder) =>
      Promise.resolve([...kept.keys()].filter((path) => path.startsWith(`${folder}/`)).sort()),
  };
}
