import { AppError } from "../../model/error.ts";
import { bytesOf, differences } from "../objects/changes.ts";
import type { Database } from "../objects/database.ts";
import { mergeBase } from "../objects/merge_base.ts";
import { fileAt } from "../objects/reading.ts";
import type { Change, FileChange, FileVersions } from "../store.ts";
import { keep } from "./branching.ts";
import type { Refs } from "./refs.ts";

/** A change as it is laid on a head. */
export interface Laid {
  /** The tree of the head; `undefined` for a branch without a commit. */
  readonly tree: string | undefined;
  readonly files: readonly FileChange[];
}

/**
 * Lays a change on the head of its branch. What moved there since its base is merged where it can be.
 *
 * @throws `conflict` with both heads where it cannot; `remote_diverged` where the base is no part of
 * the branch's history any more.
 */
export async function laidOn(
  { database, refs }: { readonly database: Database; readonly refs: Refs },
  change: Change,
  head: string | undefined,
): Promise<Laid> {
  const { branch, base, files } = change;
  if (head === undefined && base === undefined) return { tree: undefined, files };
  if (base === undefined) throw conflict(change, head, `The branch ${branch} exists already`);
  if (head === undefined) throw conflict(change, head, `The branch ${branch} is gone`);
  const { tree } = await database.commit(head);
  if (base === head) return { tree, files };
  const drawnOn = await database.find(base);
  if (drawnOn?.kind !== "commit") {
    const message = `The branch ${branch} has moved, and the commit you started from is unknown`;
    throw conflict(change, head, message);
  }
  if (await mergeBase(database, base, head) !== base) throw await diverged(refs, change, head);
  const trees = { base: drawnOn.commit.tree, head: tree };
  return { tree, files: await mergedFiles(database, change, head, trees) };
}

/** The files of a change, each merged with what it became on the head meanwhile. */
async function mergedFiles(
  database: Database,
  change: Change,
  head: string,
  trees: { readonly base: string; readonly head: string },
): Promise<FileChange[]> {
  const moved = await differences(
    database,
    [trees.base, trees.head],
    change.files.map(({ path }) => path),
  );
  return await Promise.all(change.files.map(async (file) => {
    if (!moved.has(file.path)) return file;
    const versions: FileVersions = {
      base: await fileAt(database, trees.base, file.path),
      ours: await fileAt(database, trees.head, file.path),
      theirs: "remove" in file ? undefined : bytesOf(file.content),
    };
    const merged = change.merge?.(file.path, versions);
    if (merged) return merged;
    const message = `${file.path} was changed on ${change.branch} in the meantime`;
    throw conflict(change, head, message, file.path);
  }));
}

/** Somebody rewrote the branch. What it was is kept, since nobody else may have it. */
async function diverged(refs: Refs, { branch, base }: Change, head: string): Promise<AppError> {
  const backup = await keep(refs, branch, base!);
  const message = `The history of ${branch} was rewritten; what it was is kept as ${backup}`;
  return new AppError("remote_diverged", message, { details: { branch, base, head, backup } });
}

function conflict(
  { branch, base }: Change,
  head: string | undefined,
  message: string,
  path?: string,
): AppError {
  return new AppError("conflict", message, { details: { branch, base, head, path } });
}
