import { batch } from "@preact/signals";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { WorkflowUpdate } from "../../lib/model/event.ts";
import { type Api, ApiError, messageOf } from "../api.ts";
import { type Later, later as byClock } from "../later.ts";
import type { News } from "../news.ts";
import { createDrafting } from "./drafting.ts";
import type { History } from "./history.ts";
import { createPublishing } from "./publishing.ts";
import type { SaveOptions, SavingBoard, SavingWork } from "./saving.ts";
import { isSame, isTyped } from "./texts.ts";
import { onTop, together } from "./together.ts";
import { createWorkflowFiles, type Saved } from "./workflow_files.ts";

/** What saving takes. */
export interface SavingWorkOptions {
  readonly name: string;
  readonly api: Api;
  readonly news: News;
  readonly catalogue: Catalogue;
  readonly history: History;
  readonly canEdit: boolean;
  /** Told what others did, in a sentence. */
  readonly onTaken: (text: string) => void;
  readonly later?: Later;
}

/** Creates what saves a workflow, and lays the edits here on what others save. */
export function createSavingWork(options: SavingWorkOptions, board: SavingBoard): SavingWork {
  const { name, api, news, catalogue, history, canEdit, onTaken, later = byClock } = options;
  const { saved, state, fault, refused, rival, clash, isDeleted } = board;
  const files = createWorkflowFiles(name, api);
  const drafting = createDrafting({
    name,
    api,
    catalogue,
    history,
    board,
    files,
    later,
    onTaken,
    onBehind: (head) => meet(head, "Somebody"),
  });
  const publishing = createPublishing({ name, api, history, board, files, drafting });
  let underway: Promise<boolean> | undefined;
  let heard: WorkflowUpdate | "missed" | "own" | undefined;

  const isDirty = () => !isSame(history.texts.peek(), saved.peek().texts);

  /** While a save is on its way, what came after it is saved when it has come back. */
  async function save(wanted: SaveOptions): Promise<boolean> {
    if (underway) return await underway && await save(wanted);
    history.settle();
    if (!isDirty() && !wanted.recreate) return true;
    const release = drafting.hold();
    underway = write(wanted);
    try {
      await underway;
      return !isDirty();
    } finally {
      underway = undefined;
      release();
      if (heard) void listen(heard);
    }
  }

  async function write(wanted: SaveOptions): Promise<boolean> {
    state.value = "saving";
    fault.value = undefined;
    refused.value = [];
    try {
      const { isMerged, ...next } = await publishing.publish(wanted);
      arrive(next);
      if (isMerged) onTaken("Saved, together with what was saved since you began.");
      return true;
    } catch (error) {
      failed(error);
      return false;
    }
  }

  /** Notes what is saved now; edits that were made meanwhile lie on top of it. */
  function arrive(next: Saved): void {
    batch(() => {
      history.saved(next.texts, (base, mine) => {
        const three = { base, theirs: next.texts, mine };
        const both = together(name, three, catalogue);
        return both ? onTop(name, three, both, []) : [{ workflow: mine.workflow }];
      });
      saved.value = next;
      rival.value = undefined;
      clash.value = undefined;
      isDeleted.value = false;
      state.value = "saved";
    });
    drafting.forget();
  }

  function failed(error: unknown): void {
    history.unsaved();
    state.value = "failed";
    fault.value = messageOf(error);
    if (!(error instanceof ApiError)) throw error;
    const { problems, conflicts, reason } = error.details;
    if (error.status === 404 || reason === "deleted") isDeleted.value = true;
    if (Array.isArray(problems)) refused.value = problems;
    if (error.code !== "conflict" || reason === "deleted") return;
    clash.value = {
      conflicts: Array.isArray(conflicts) ? conflicts : [],
      message: error.message,
      isUnreadable: reason === "unreadable",
    };
  }

  /** What happens while a save is on its way is looked at when it has come back. */
  async function listen(event: WorkflowUpdate | "missed" | "own"): Promise<void> {
    if (underway) return void (heard = event);
    heard = undefined;
    const isNamed = typeof event === "object";
    if (isNamed && event.action === "deleted") return void (isDeleted.value = true);
    const theirs = await files.read().catch(() => undefined);
    if (theirs) isDeleted.value = false;
    history.settle();
    if (!theirs || underway || isSame(theirs.texts, saved.peek().texts)) return;
    meet(theirs, isNamed ? event.actor : event === "own" ? undefined : "Somebody");
  }

  /** Lays the edits here on what somebody else saved, unless both contradict each other. */
  function meet(theirs: Saved, who: string | undefined): void {
    const actor = who ?? "You";
    if (!isDirty()) {
      history.rebase(theirs.texts, []);
      took(theirs);
      return void (who && onTaken(`${actor} saved this workflow; you see it as it is now.`));
    }
    const edits = history.pending.peek();
    const three = {
      base: saved.peek().texts,
      theirs: theirs.texts,
      mine: history.texts.peek(),
    };
    const both = edits.some(isTyped) ? undefined : together(name, three, catalogue);
    if (!both) return void (rival.value = { actor });
    const count = both.conflicts.length;
    if (count > 0) return void (rival.value = { actor, count });
    batch(() => {
      history.rebase(theirs.texts, onTop(name, three, both, edits));
      took(theirs);
    });
    onTaken(`${actor} saved this workflow. Your edits lie on top of it.`);
  }

  function took(theirs: Saved): void {
    saved.value = theirs;
    rival.value = undefined;
    clash.value = undefined;
    fault.value = undefined;
    state.value = "idle";
  }

  async function during<T>(work: () => Promise<T>): Promise<T> {
    await underway?.catch(() => {});
    const release = drafting.hold();
    const doing = work();
    underway = doing.then(() => true, () => false);
    try {
      return await doing;
    } finally {
      underway = undefined;
      release();
      await listen("own");
    }
  }

  async function discard(): Promise<boolean> {
    const release = drafting.hold();
    try {
      const theirs = await files.read();
      await drafting.drop();
      history.restart(theirs.texts);
      took(theirs);
      drafting.forget();
      return true;
    } catch (error) {
      fault.value = messageOf(error);
      state.value = "failed";
      return false;
    } finally {
      release();
    }
  }

  const close = news.follow(
    { workflow: name, types: ["workflow_update"] },
    (event) => void listen(event.data as unknown as WorkflowUpdate),
    () => void listen("missed"),
  );

  return {
    save,
    keep: async () => !canEdit || await drafting.keep(),
    discard,
    during,
    async look() {
      if (canEdit) await drafting.look();
    },
    close() {
      close();
      drafting.close();
    },
  };
}
