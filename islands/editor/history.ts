import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Later, later } from "../later.ts";
import { type Change, changed, isSame, isTyped, replayed, type Texts } from "./texts.ts";
import { createTyping } from "./typing.ts";

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
  /** Notes the workflow's text as somebody types it; it becomes a change before any other does. */
  type(workflow: string): void;
  /** Ends a step, with what was typed: the next change begins another, whatever its key. */
  settle(): void;
  /** Takes a step back. @throws AppError when it does not fit any more; then that step is forgotten. */
  undo(): void;
  /** Does a step again. @throws AppError when it does not fit any more; then that step is forgotten. */
  redo(): void;
  /**
   * Lays what is not saved on other files; every step can still be taken back.
   *
   * @throws AppError when it does not fit; then nothing has changed.
   */
  rebase(texts: Texts, pending: readonly Change[]): void;
  /** Takes files from elsewhere, with changes that are not saved on top; what was is forgotten. */
  restart(texts: Texts, pending?: readonly Change[]): void;
  /**
   * What is to be saved. It stays pending as it is until {@linkcode History.saved} or
   * {@linkcode History.unsaved}, also when some of it is undone meanwhile.
   */
  sending(): readonly Change[];
  /**
   * Notes that what was sent is saved, and what the files are since then.
   *
   * @param relaid What was changed meanwhile, for files that are not those that were sent: text that
   * somebody typed would take what is new in them away.
   */
  saved(texts: Texts, relaid?: (sent: Texts, now: Texts) => readonly Change[]): void;
  /** Notes that what was sent is not saved. */
  unsaved(): void;
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
export function createHistory(name: string, initial: Texts, wait: Later = later): History {
  const texts = signal(initial);
  const pending = signal<readonly Change[]>([]);
  const past = signal<readonly Step[]>([]);
  const future = signal<readonly Step[]>([]);
  let isOpen = false;
  /** How many of the pending changes are on their way to the server. */
  let sent = 0;
  let sentTexts = initial;

  /** The last step, while a change with this key still belongs to it. */
  const openStep = (key: string | undefined) => {
    const last = past.value.at(-1);
    return isOpen && key !== undefined && last?.key === key ? last : undefined;
  };

  function note(change: Change, key: string | undefined): void {
    const last = openStep(key);
    const before = last?.before ?? texts.value;
    const { texts: after, inverse } = changed(name, before, change);
    pending.value = [...last ? pending.value.slice(0, -1) : pending.value, change];
    const steps = last ? past.value.slice(0, -1) : past.value.slice(1 - MOST_STEPS);
    past.value = [...steps, { key, before, change, inverse }];
    future.value = [];
    texts.value = after;
    isOpen = true;
  }

  const typing = createTyping((workflow) => {
    if (workflow !== texts.value.workflow) note({ workflow }, "source");
  }, wait);

  const settle = () => {
    typing.finish();
    isOpen = false;
  };

  /** The last steps that are not saved yet: what they do stands at the end of what is pending. */
  function openSteps(changes: readonly Change[]): readonly Step[] {
    let count = 0;
    while (
      count < Math.min(past.value.length, changes.length) &&
      past.value.at(-1 - count)!.change === changes.at(-1 - count)
    ) count++;
    return past.value.slice(past.value.length - count);
  }

  /** Takes the last step of a list over to the other, by the one of its changes that undoes the other. */
  function turn(
    from: Signal<readonly Step[]>,
    to: Signal<readonly Step[]>,
    does: "change" | "inverse",
    undoes: "change" | "inverse",
  ): void {
    settle();
    const step = from.value.at(-1);
    if (!step) return;
    from.value = from.value.slice(0, -1);
    texts.value = changed(name, texts.value, step[does]).texts;
    const list = pending.value;
    // A change right after the one that it undoes leaves nothing to save.
    const isNothing = list.length > sent && list.at(-1) === step[undoes];
    pending.value = isNothing ? list.slice(0, -1) : [...list, step[does]];
    to.value = [...to.value, step];
  }

  return {
    texts,
    pending,
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    make(change, key) {
      typing.finish();
      note(change, key);
    },
    type: typing.type,
    settle,
    undo: () => turn(past, future, "inverse", "change"),
    redo: () => turn(future, past, "change", "inverse"),
    rebase(files, changes) {
      settle();
      const open = openSteps(changes);
      let now = replayed(name, files, changes.slice(0, changes.length - open.length));
      // What takes a step back carries exact bytes; they are those of the files it lies on now.
      const laid = open.map((step) => {
        const before = now;
        const { texts: after, inverse } = changed(name, before, step.change);
        now = after;
        return { ...step, before, inverse };
      });
      const closed = past.value.slice(0, past.value.length - open.length);
      past.value = [...sinceTyped(closed), ...laid];
      future.value = sinceTyped(future.value);
      texts.value = now;
      pending.value = changes;
      sent = 0;
    },
    restart(files, changes = []) {
      settle();
      texts.value = replayed(name, files, changes);
      pending.value = changes;
      past.value = [];
      future.value = [];
      sent = 0;
    },
    sending() {
      settle();
      sent = pending.value.length;
      sentTexts = texts.value;
      return pending.value;
    },
    saved(files, relaid) {
      settle();
      const edits = pending.value.slice(sent);
      const isMoved = !isSame(files, sentTexts);
      const later = isMoved && relaid && edits.length > 0 ? relaid(sentTexts, texts.value) : edits;
      if (isMoved) {
        past.value = sinceTyped(past.value);
        future.value = sinceTyped(future.value);
      }
      texts.value = replayed(name, files, later);
      pending.value = later;
      sent = 0;
    },
    unsaved() {
      sent = 0;
    },
  };
}

/** The steps since text was typed: taking that back would take back what others did as well. */
function sinceTyped(steps: readonly Step[]): readonly Step[] {
  return steps.slice(steps.findLastIndex(({ change }) => isTyped(change)) + 1);
}
