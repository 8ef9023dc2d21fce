import type { WorkflowFiles } from "../../format/edit.ts";
import { AppError } from "../../model/error.ts";
import type { Store } from "../../stores/store.ts";
import type { Head, Snapshot } from "../content/head.ts";
import { absent, layoutPath, workflowPath } from "../content/names.ts";
import { workflowNames } from "../contents.ts";
import type { WantedMerge } from "./wanted.ts";

/** What meets the head. */
export interface MergeSides {
  readonly base: WorkflowFiles;
  readonly theirs: WorkflowFiles;
  /** The commits that they are from, where they are from one. */
  readonly baseCommit: string | undefined;
  readonly theirCommit?: string;
}

/** What sides are read with. */
interface Sources {
  readonly store: Pick<Store, "resolve" | "mergeBase">;
  readonly head: Head;
}

/** Reads what is to be merged into a head, and what both began from. */
export async function sidesOf(
  name: string,
  { theirs, base }: WantedMerge,
  snapshot: Snapshot,
  sources: Sources,
): Promise<MergeSides> {
  const { store, head } = sources;
  if ("text" in theirs) {
    if (base === undefined) throw needsBase();
    const baseCommit = await commitOf(store, base);
    const { text: workflow, layout: written } = theirs;
    const files = await filesAt(name, head.at(baseCommit));
    const layout = written ?? files.layout;
    return { base: files, theirs: { name, workflow, layout }, baseCommit };
  }
  const theirCommit = await commitOf(store, theirs.revision);
  const baseCommit = base === undefined
    ? await store.mergeBase(snapshot.commit!, theirCommit)
    : await commitOf(store, base);
  return {
    base: baseCommit === undefined ? empty(name) : await filesAt(name, head.at(baseCommit)),
    theirs: await workflowAt(name, head.at(theirCommit)),
    baseCommit,
    theirCommit,
  };
}

async function commitOf(store: Sources["store"], revision: string): Promise<string> {
  const commit = await store.resolve(revision);
  if (commit !== undefined) return commit;
  throw new AppError("not_found", `There is no commit, branch or tag "${revision}"`);
}

async function workflowAt(name: string, snapshot: Snapshot): Promise<WorkflowFiles> {
  const files = await filesAt(name, snapshot);
  if (files.workflow !== "") return files;
  throw absent("workflow", name, await workflowNames(snapshot));
}

/** Before both sides made a workflow there was none, which is an empty text. */
async function filesAt(name: string, snapshot: Snapshot): Promise<WorkflowFiles> {
  const layout = await snapshot.read(layoutPath(name));
  return { name, workflow: await snapshot.read(workflowPath(name)) ?? "", layout };
}

function empty(name: string): WorkflowFiles {
  return { name, workflow: "", layout: undefined };
}

function needsBase(): AppError {
  return new AppError(
    "unprocessable",
    "base is missing: a text does not say which commit it began from",
  );
}
