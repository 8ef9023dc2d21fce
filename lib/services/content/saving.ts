import type { Actor } from "../../model/account.ts";
import { AppError } from "../../model/error.ts";
import type { FileChange } from "../../stores/store.ts";
import { messageOf, personOf, trailersOf } from "./author.ts";
import type { Head, Snapshot } from "./head.ts";

/** A change as it was drawn on a snapshot; without files there is nothing to change. */
export interface Drawn {
  readonly files: readonly FileChange[];
  /** What the user wrote about it. */
  readonly message?: string | undefined;
  /** What is said otherwise. */
  readonly otherwise: string;
}

/** The head that holds a change. */
export interface Saved {
  readonly snapshot: Snapshot;
  /** The head that it was drawn on; absent for the first commit, and where there was none to make. */
  readonly parent?: string;
  /** Whether a commit was made; not where there was nothing to change. */
  readonly isNew: boolean;
}

/** How often a head that moves is tried again. */
const TRIES = 8;

/**
 * Commits a change that is drawn on the head as it is now. When somebody else was faster, it is
 * drawn again, so that whatever `draw` asks of the head holds where the commit lands.
 */
export async function save(
  head: Head,
  actor: Actor,
  draw: (snapshot: Snapshot) => Promise<Drawn>,
): Promise<Saved> {
  for (let attempt = 1;; attempt++) {
    const snapshot = await head.fresh();
    const { files, message, otherwise } = await draw(snapshot);
    if (files.length === 0) return { snapshot, isNew: false };
    try {
      const change = {
        files,
        message: messageOf(message, otherwise),
        trailers: trailersOf(actor),
        author: personOf(actor),
      };
      const { commit: parent } = snapshot;
      const saved = { snapshot: await head.commit(change, snapshot), isNew: true };
      return parent === undefined ? saved : { ...saved, parent };
    } catch (error) {
      const isOvertaken = error instanceof AppError && error.code === "conflict";
      if (!isOvertaken || attempt === TRIES) throw error;
    }
  }
}

/**
 * Throws `precondition_failed` where a file is not the one that somebody looked at.
 *
 * @param etag The id of its blob; absent where there is no file.
 */
export function expectTag(
  file: string,
  etag: string | undefined,
  ifMatch: string | undefined,
): void {
  if (etag === ifMatch) return;
  const message = etag === undefined
    ? `${file} is gone`
    : ifMatch === undefined
    ? `${file} is there already`
    : `${file} was changed in the meantime`;
  throw new AppError("precondition_failed", message, { details: { file, etag: etag ?? null } });
}
