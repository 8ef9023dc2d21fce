import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { type Change, changed, replayed, type Texts } from "./texts.ts";

/** The files of a workflow as they are now, how they came to be, and what is not saved yet. */
export interface History {
  readonly texts: ReadonlySignal<Texts>;
  /** What was done since the last save, in order. */
  readonly pending: ReadonlySignal<readonly Change[]>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /**
   * Makes a change. Changes with the same key, one right after the other, are one step of undo.
   *
   * @throws AppError when it does not fit; then nothing has changed.
   */
  make(change: Change, key?: string): void;
  /** Ends a step: the next change begins another, whatever its key. */
  settle(): void;
  undo(): void;
  redo(): void;
  /** Takes files from elsewhere, with changes that are not saved on top; what was is forgotten. */
  restart(texts: Texts, pending?: readonly Change[]): void;
  /** Notes that the first changes were saved, and what the files are since then. */
  saved(count: number, texts: Texts): void;
}

/** One step of undo. */
interface Step {
  readonly key: string | undefined;
  readonly before: Texts;
  readonly change: Change;
  readonly inverse: Change;
}

/** How many steps can be taken back. */
const MOST_STEPS = 300;

/** Creates the history of a workflow's files. */
export function createHistory(name: string, initial: Texts): History {
  const texts = signal(initial);
  const pending = signal<readonly Change[]>([]);
  const past = signal<readonly Step[]>([]);
  const future = signal<readonly Step[]>([]);
  let isOpen = false;

  /** The last step, while a change with this key still belongs to it. */
  const openStep = (key: string | undefined) => {
    const last = past.value.at(-1);
    if (!isOpen || !last || key === undefined || last.key !== key) return undefined;
    return pending.value.at(-1) === last.change ? last : undefined;
  };
  const note = (change: Change, undone: Change) => {
    const list = pending.value;
    pending.value = list.at(-1) === undone ? list.slice(0, -1) : [...list, change];
  };

  return {
    texts,
    pending,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    make(change, key) {
      const last = openStep(key);
      const before = last?.before ?? texts.value;
      const { texts: after, inverse } = changed(name, before, change);
      if (last) pending.value = pending.value.slice(0, -1);
      pending.value = [...pending.value, change];
      const steps = last ? past.value.slice(0, -1) : past.value.slice(1 - MOST_STEPS);
      past.value = [...steps, { key, before, change, inverse }];
      future.value = [];
      texts.value = after;
      isOpen = true;
    },
    settle() {
      isOpen = false;
    },
    undo() {
      const step = past.value.at(-1);
      if (!step) return;
      texts.value = changed(name, texts.value, step.inverse).texts;
      note(step.inverse, step.change);
      past.value = past.value.slice(0, -1);
      future.value = [...future.value, step];
      isOpen = false;
    },
    redo() {
      const step = future.value.at(-1);
      if (!step) return;
      texts.value = changed(name, texts.value, step.change).texts;
      note(step.change, step.inverse);
      future.value = future.value.slice(0, -1);
      past.value = [...past.value, step];
      isOpen = false;
    },
    restart(files, changes = []) {
      texts.value = replayed(name, files, changes);
      pending.value = changes;
      past.value = [];
      future.value = [];
    },
    saved(count, files) {
      const later = pending.value.slice(count);
      texts.value = replayed(name, files, later);
      pending.value = later;
      isOpen = false;
    },
  };
}
