import { type ReadonlySignal, signal } from "@preact/signals";

/** Which groups are folded up: a matter of who looks, in no file. */
export interface Folding {
  readonly folded: ReadonlySignal<ReadonlySet<string>>;
  /** Folds a group up, or opens it. */
  toggle(group: string): void;
}

/** Creates the state of the groups: all open. */
export function createFolding(): Folding {
  const folded = signal<ReadonlySet<string>>(new Set());
  return {
    folded,
    toggle(group) {
      const next = new Set(folded.peek());
      if (!next.delete(group)) next.add(group);
      folded.value = next;
    },
  };
}
