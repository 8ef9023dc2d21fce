import type { Actor } from "../../model/account.ts";
import { AppError } from "../../model/error.ts";
import type { FileChange } from "../../stores/store.ts";
import { messageOf, personOf, trailersOf } from "./author.ts";
import type { Head, Snapshot } from "./head.ts";
import type { MergeOnMove } from "./merge_on_move.ts";

/** A change as it was drawn on a snapshot; without files there is nothing to change. */
export interface Drawn {
  readonly files: readonly FileChange[];
  /** What the user wrote about it. */
  readonly message?: string | undefined;
  /** What is said otherwise. */
  readonly otherwise: string;
  /** Merges what moves before the commit lands; without it the change is drawn again. */
  readonly onMove?: MergeOnMove;
  /** Commits that are merged by the change. */
  readonly merged?: readonly string[];
  readonly trailers?: Readonly<Record<string, string>>;
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
 * Commits a change that is drawn on the head as it is now. When somebody else was faster, both are
 * merged if the change may be; else it is drawn again, so that whatever `draw` asks of the head holds
 * where the commit lands.
 *
 * @throws `conflict` with both heads where what it was drawn on moved, and both contradict each other.
 */
export async function save(
  head: Head,
  actor: Actor,
  draw: (snapshot: Snapshot) => Promise<Drawn>,
): Promise<Saved> {
  let collided: Collided | undefined;
  for (let attempt = 1;; attempt++) {
    const snapshot = await head.toSaveOn();
    const drawn = await draw(snapshot).catch((error) => refuse(error, collided, snapshot));
    if (drawn.files.length === 0) return { snapshot, isNew: false };
    try {
      const saved = { snapshot: await head.commit(changeOf(drawn, actor), snapshot), isNew: true };
      const { commit: parent } = snapshot;
      return parent === undefined ? saved : { ...saved, parent };
    } catch (error) {
      const isOvertaken = error instanceof AppError && error.code === "conflict";
      if (!isOvertaken || attempt === TRIES) throw error;
      collided = drawn.onMove && { onMove: drawn.onMove, base: snapshot.commit };
    }
  }
}

/** A change that met another one. */
interface Collided {
  readonly onMove: MergeOnMove;
  /** What it was drawn on. */
  readonly base: string | undefined;
}

/** What was good when it was asked for is not stale: it met another change, and is told which. */
async function refuse(
  error: unknown,
  collided: Collided | undefined,
  snapshot: Snapshot,
): Promise<never> {
  const isStale = error instanceof AppError && error.code === "precondition_failed";
  throw isStale && collided ? await collided.onMove.collision(collided.base, snapshot) : error;
}

function changeOf(
  { files, message, otherwise, onMove, merged, trailers }: Drawn,
  actor: Actor,
): Parameters<Head["commit"]>[0] {
  return {
    files,
    message: messageOf(message, otherwise),
    trailers: { ...trailers, ...trailersOf(actor) },
    author: personOf(actor),
    ...(onMove && { merge: onMove.merge }),
    ...(merged && { merged }),
  };
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
