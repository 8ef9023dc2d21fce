import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import type { ConflictAnswer, Resolution } from "./api_answers.ts";
import type { History } from "./history.ts";
import { isSame } from "./texts.ts";
import type { Saved } from "./workflow_files.ts";

/** How saving stands. */
export type SavingState = "idle" | "saving" | "saved" | "failed";

/** How the draft stands, which holds the edits while they are not saved. */
export interface DraftStanding {
  /** When edits were kept last, as the server says. */
  readonly savedAt?: string;
  /** Why the newest edits are not kept yet. */
  readonly fault?: string;
  /** Whether it holds every edit: text that cannot be read, and comments, are in no draft. */
  readonly isWhole: boolean;
}

/** What others saved and the edits here contradict each other in. */
export interface Clash {
  readonly conflicts: readonly ConflictAnswer[];
  /** Whether one of the sides cannot be read, so that nothing can be decided one by one. */
  readonly isUnreadable: boolean;
  readonly message: string;
}

/** Somebody saved while there are edits here that do not lie on it by themselves. */
export interface Rival {
  readonly actor: string;
  /** How many things both made differently; absent where only a save can tell. */
  readonly count?: number;
}

/** What saving notes; everything that shows it reads from here. */
export interface SavingBoard {
  /** The files that the edits here begin from. */
  readonly saved: Signal<Saved>;
  readonly state: Signal<SavingState>;
  /** Why the last save did not succeed, in a sentence. */
  readonly fault: Signal<string | undefined>;
  /** What the server found wrong with the last save. */
  readonly refused: Signal<readonly LocatedProblem[]>;
  readonly draft: Signal<DraftStanding>;
  /** Whether the server holds every edit, in the files or in the draft. */
  readonly isKept: Signal<boolean>;
  readonly rival: Signal<Rival | undefined>;
  readonly clash: Signal<Clash | undefined>;
  readonly isDeleted: Signal<boolean>;
}

/** What a save may be told. */
export interface SaveOptions {
  readonly message?: string;
  /** What a person decided about the conflicts of the last try. */
  readonly resolutions?: readonly Resolution[];
  /** Makes a workflow again that somebody deleted. */
  readonly recreate?: boolean;
}

/** What saves, keeps and hears. */
export interface SavingWork {
  save(options: SaveOptions): Promise<boolean>;
  /** Keeps the edits in the draft at once; whether all are kept. */
  keep(): Promise<boolean>;
  /** Drops the edits and their draft, and shows the files as they are saved. */
  discard(): Promise<boolean>;
  /** Looks for edits that were kept from elsewhere. */
  look(): Promise<void>;
  /** Does something that saves in another way, and shows what came of it. */
  during<T>(work: () => Promise<T>): Promise<T>;
  close(): void;
}

/** What is noted, for everybody else to look at. */
type Shown = {
  readonly [Key in keyof SavingBoard]: SavingBoard[Key] extends Signal<infer Value>
    ? ReadonlySignal<Value>
    : never;
};

/** Saves the files, keeps a draft until then, and hears when somebody else saves. */
export interface Saving extends Shown, Omit<SavingWork, "save"> {
  readonly isDirty: ReadonlySignal<boolean>;
  /** Begins, once the script that does it is there. */
  start(make: (board: SavingBoard) => SavingWork): void;
  /** Saves what is not saved yet; whether everything is saved now. */
  save(options?: SaveOptions): Promise<boolean>;
}

/** Creates what saves a workflow. What it does comes with a later script; what it shows is here. */
export function createSaving(first: Saved, history: Pick<History, "texts">): Saving {
  const board: SavingBoard = {
    saved: signal(first),
    state: signal("idle"),
    fault: signal(),
    refused: signal([]),
    draft: signal({ isWhole: true }),
    isKept: signal(true),
    rival: signal(),
    clash: signal(),
    isDeleted: signal(false),
  };
  const begun = Promise.withResolvers<SavingWork>();
  let work: SavingWork | undefined;
  const soon = async () => work ?? await begun.promise;
  return {
    ...board,
    isDirty: computed(() => !isSame(history.texts.value, board.saved.value.texts)),
    start(make) {
      work = make(board);
      begun.resolve(work);
    },
    save: (options = {}) => work ? work.save(options) : soon().then((one) => one.save(options)),
    keep: async () => await (await soon()).keep(),
    discard: async () => await (await soon()).discard(),
    look: async () => await (await soon()).look(),
    during: async (doing) => await (await soon()).during(doing),
    close: () => work?.close(),
  };
}
