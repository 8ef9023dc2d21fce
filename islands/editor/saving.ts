import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { WorkflowUpdate } from "../../lib/model/event.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import { type Api, ApiError, messageOf } from "../api.ts";
import type { News } from "../news.ts";
import { type Conflict, refusalOf } from "./conflict.ts";
import type { History } from "./history.ts";
import { type Change, isSame } from "./texts.ts";
import { createWorkflowFiles, type Saved } from "./workflow_files.ts";

/** How saving stands. */
export type SavingState = "idle" | "saving" | "saved" | "failed";

/** Saves the files, and hears when somebody else does. */
export interface Saving {
  readonly state: ReadonlySignal<SavingState>;
  readonly isDirty: ReadonlySignal<boolean>;
  /** Why the last save did not succeed, in a sentence. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** What the server found wrong with the last save. */
  readonly refused: ReadonlySignal<readonly LocatedProblem[]>;
  /** Set while somebody else's save and the edits here wait for a decision. */
  readonly conflict: ReadonlySignal<Conflict | undefined>;
  /** Who saved something that is offered and not taken yet. */
  readonly offer: ReadonlySignal<{ readonly actor: string } | undefined>;
  readonly isDeleted: ReadonlySignal<boolean>;
  /** Saves what is not saved yet; whether everything is saved now. */
  save(message?: string): Promise<boolean>;
  /** Looks at what somebody else saved, and asks what to do. */
  review(): Promise<void>;
  /** Drops the edits here. */
  takeTheirs(): void;
  /** Puts the edits here on top of theirs. */
  takeBoth(): void;
  /** Goes on editing; saving asks again. */
  later(): void;
  close(): void;
}

/** What saving takes. */
export interface SavingOptions {
  readonly name: string;
  readonly api: Api;
  readonly news: News;
  readonly history: History;
  readonly saved: Saved;
  /** Told when a save of somebody else was taken over. */
  readonly onTaken?: (actor: string) => void;
}

/** Creates what saves a workflow. */
export function createSaving(options: SavingOptions): Saving {
  const { name, api, news, history, onTaken } = options;
  const files = createWorkflowFiles(name, api);
  const saved = signal(options.saved);
  const state = signal<SavingState>("idle");
  const fault = signal<string>();
  const refused = signal<readonly LocatedProblem[]>([]);
  const conflict = signal<Conflict>();
  const offer = signal<{ readonly actor: string }>();
  const isDeleted = signal(false);
  const isDirty = computed(() => !isSame(history.texts.value, saved.value.texts));
  let underway: Promise<boolean> | undefined;
  let heard: WorkflowUpdate | "missed" | undefined;

  /** While a save is on its way, what came after it is saved when it has come back. */
  async function save(message = ""): Promise<boolean> {
    if (underway) return await underway && await save(message);
    history.settle();
    if (!isDirty.value) return true;
    underway = write(message);
    try {
      await underway;
      return !isDirty.value;
    } finally {
      underway = undefined;
      if (heard) void listen(heard);
    }
  }

  /** Whether what there was to save is saved. */
  async function write(message: string): Promise<boolean> {
    state.value = "saving";
    fault.value = undefined;
    refused.value = [];
    const [changes, texts] = [history.sending(), history.texts.value];
    try {
      const edited = { saved: saved.value, changes, texts, message };
      saved.value = await files.write(edited, (part) => saved.value = part);
      history.saved(saved.value.texts);
      state.value = "saved";
      return true;
    } catch (error) {
      await failed(error);
      return false;
    }
  }

  async function failed(error: unknown): Promise<void> {
    history.unsaved();
    state.value = "failed";
    fault.value = messageOf(error);
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 412) return await review();
    if (error.status === 404) isDeleted.value = true;
    const { problems } = error.details;
    if (Array.isArray(problems)) refused.value = problems;
  }

  async function review(): Promise<void> {
    try {
      const theirs = await files.read();
      history.settle();
      const refusal = refusalOf(name, theirs.texts, history.pending.value);
      conflict.value = { theirs, actor: offer.value?.actor, refusal };
    } catch (error) {
      fault.value = messageOf(error);
    }
  }

  function take(theirs: Saved, changes: readonly Change[] = []): void {
    history.restart(theirs.texts, changes);
    saved.value = theirs;
    conflict.value = undefined;
    offer.value = undefined;
    fault.value = undefined;
    state.value = "idle";
  }

  const isSaving = () => state.value === "saving";

  /** What happens while a save is on its way is looked at when it has come back. */
  async function listen(event: WorkflowUpdate | "missed"): Promise<void> {
    if (isSaving()) return void (heard = event);
    heard = undefined;
    if (event !== "missed" && event.action === "deleted") return void (isDeleted.value = true);
    const theirs = await files.read().catch(() => undefined);
    if (theirs) isDeleted.value = false;
    history.settle();
    if (!theirs || isSaving() || isSame(theirs.texts, saved.value.texts)) return;
    const actor = event === "missed" ? "Somebody" : event.actor;
    if (isDirty.value) return void (offer.value = { actor });
    take(theirs);
    onTaken?.(actor);
  }

  const close = news.follow(
    { workflow: name, types: ["workflow_update"] },
    (event) => void listen(event.data as unknown as WorkflowUpdate),
    () => void listen("missed"),
  );

  return {
    state,
    isDirty,
    fault,
    refused,
    conflict,
    offer,
    isDeleted,
    save,
    review,
    takeTheirs: () => conflict.value && take(conflict.value.theirs),
    takeBoth: () => conflict.value && take(conflict.value.theirs, history.pending.value),
    later: () => void (conflict.value = undefined),
    close,
  };
}
