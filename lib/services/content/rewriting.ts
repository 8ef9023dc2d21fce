import { AppError } from "../../model/error.ts";
import type { SeenHeads } from "../../state/state.ts";
import type { Store } from "../../stores/store.ts";

/** A branch whose history somebody rewrote. */
export interface Rewriting {
  readonly branch: string;
  /** The head that it had, which is no part of it any more. */
  readonly base: string;
  readonly head: string;
  /** The ref that keeps what it was. */
  readonly backup: string;
}

/** Watches that a branch only grows. */
export interface Watch {
  /** Compares a head with the one that was seen before; what a branch lost is kept. */
  look(branch: string, head: string): Promise<void>;
  /** Throws `remote_diverged` once for each time that history was rewritten, before anything is saved. */
  check(): void;
  /** The head that a branch was last seen at. */
  last(branch: string): Promise<string | undefined>;
}

/** What a watch is made with. */
export interface WatchOptions {
  readonly store: Pick<Store, "keep" | "mergeBase">;
  /** What is remembered over a restart; without it nothing is. */
  readonly heads?: SeenHeads;
  /** Told as soon as it is seen. */
  readonly onRewritten?: (rewriting: Rewriting) => void;
}

/** Creates a watch. A branch that is gone for a while is compared when it is back. */
export function createWatch({ store, heads, onRewritten = () => {} }: WatchOptions): Watch {
  const seen = new Map<string, string>();
  let untold: Rewriting | undefined;
  const last = async (branch: string) => seen.get(branch) ?? await heads?.last(branch);
  return {
    last,
    async look(branch, head) {
      const before = last(branch);
      seen.set(branch, head);
      const base = await before;
      if (base === head) return;
      // Where it cannot be kept, a rewrite is only missed after a restart.
      void heads?.keep(branch, head).catch(() => {});
      if (base === undefined || !await isLost(store, base, head)) return;
      untold = { branch, base, head, backup: await store.keep(branch, base) };
      onRewritten(untold);
    },
    check() {
      if (!untold) return;
      const { branch, backup } = untold;
      const details = { ...untold };
      untold = undefined;
      const message =
        `The history of ${branch} was rewritten by somebody else; look at it before you ` +
        `save again. What it was is kept as ${backup}`;
      throw new AppError("remote_diverged", message, { details });
    },
  };
}

/** Whether a head leads back to the one before no more. What is not here at all cannot be kept. */
async function isLost(store: WatchOptions["store"], base: string, head: string): Promise<boolean> {
  try {
    return await store.mergeBase(base, head) !== base;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return false;
    throw error;
  }
}
