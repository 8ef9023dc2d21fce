import { AppError } from "../../model/error.ts";
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
}

/** What a watch is made with. */
export interface WatchOptions {
  readonly store: Pick<Store, "keep" | "mergeBase">;
  /** Told as soon as it is seen. */
  readonly onRewritten?: (rewriting: Rewriting) => void;
}

/** Creates a watch that has seen nothing yet. A branch that is gone for a while is compared when it is back. */
export function createWatch({ store, onRewritten = () => {} }: WatchOptions): Watch {
  const seen = new Map<string, string>();
  let untold: Rewriting | undefined;
  return {
    async look(branch, head) {
      const base = seen.get(branch);
      seen.set(branch, head);
      if (base === undefined || base === head) return;
      if (await store.mergeBase(base, head) === base) return;
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
