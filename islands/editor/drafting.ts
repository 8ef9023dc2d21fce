import { batch, effect } from "@preact/signals";
import type { Catalogue } from "../../lib/model/catalogue.ts";
import { type Api, ApiError, messageOf } from "../api.ts";
import type { Later } from "../later.ts";
import { createAlarm } from "./alarm.ts";
import type { DraftAnswer } from "./api_answers.ts";
import { draftContent } from "./draft_content.ts";
import { joinedDraft } from "./draft_joining.ts";
import { createDraftFiles } from "./draft_files.ts";
import type { History } from "./history.ts";
import type { SavingBoard } from "./saving.ts";
import { type Change, isSame, type Texts } from "./texts.ts";
import type { Saved, WorkflowFiles } from "./workflow_files.ts";

/** Keeps the edits of one person outside Git until they are saved. */
export interface Drafting {
  /** Keeps the edits at once; whether all are kept. */
  keep(): Promise<boolean>;
  /** Keeps the edits once, to be saved from there; the ETag of the draft, if there is one. */
  prepare(): Promise<string | undefined>;
  /** Why the newest edits could not be kept. */
  readonly error: unknown;
  /** Takes over what was kept in another tab or on another device. */
  look(): Promise<void>;
  /** The same after the server said that it knows another draft, or none; whether it was done. */
  catchUp(): Promise<boolean>;
  /** Keeps nothing by itself until the answer is called. */
  hold(): () => void;
  /** Notes that there is no draft any more. */
  forget(): void;
  /** Removes the draft. @throws ApiError */
  drop(): Promise<void>;
  close(): void;
}

/** What drafting takes. */
export interface DraftingOptions {
  readonly name: string;
  readonly api: Api;
  readonly catalogue: Catalogue;
  readonly history: History;
  readonly board: SavingBoard;
  readonly files: WorkflowFiles;
  readonly later: Later;
  /** Told what came from elsewhere, in a sentence. */
  readonly onTaken: (text: string) => void;
  /** Told the files as they are saved where a draft begins from older ones. */
  readonly onBehind: (head: Saved) => void;
}

const GONE = "Your draft was discarded in another tab or on another device, or it was lost. Your " +
  "edits are still here.";

/**
 * How long after an edit it is kept, how long somebody who never pauses may edit before that, and
 * how long it waits for the next try when nobody answered, in milliseconds.
 */
const PAUSE = { edit: 500, most: 4_000, first: 2_000, longest: 30_000 };

/** How often it is kept again when somebody goes on editing while it is on its way. */
const MOST_TRIES = 5;

/** What is on the server, and what that says. */
interface Kept {
  readonly etag: string | undefined;
  readonly base: Texts;
  readonly texts: Texts;
  /** The edits from the base to the texts. */
  readonly edits: readonly Change[];
}

/** Creates what keeps edits. */
export function createDrafting(options: DraftingOptions): Drafting {
  const { name, catalogue, history, board, onTaken } = options;
  const { saved, draft, isKept } = board;
  const files = createDraftFiles(name, options.api);
  const nothing = ({ texts }: Saved): Kept => ({ etag: undefined, base: texts, texts, edits: [] });
  let kept = nothing(saved.peek());
  let underway: Promise<boolean> | undefined;
  let holders = 0;
  let error: unknown;
  /** The files while they cannot be read: no draft holds them. */
  let unreadable: Texts | undefined;
  let pause = PAUSE.first;
  const alarm = createAlarm(() => void run(), PAUSE.most, options.later);
  const soon = () => holders === 0 && alarm.set(PAUSE.edit);

  /** Whether the server knows the files as they are here. */
  function isSynced(texts = history.texts.peek(), base = saved.peek().texts): boolean {
    if (kept.etag === undefined && isSame(texts, base)) return true;
    return isSame(texts, kept.texts) && isSame(base, kept.base);
  }

  function note(): boolean {
    return isKept.value = isSynced() && draft.peek().isWhole;
  }

  /** One request at a time; what is edited meanwhile is kept by the next. */
  async function run(): Promise<boolean> {
    alarm.stop();
    if (underway) return await underway && await run();
    if (isSynced()) return note();
    underway = attempt();
    const isDone = await underway.finally(() => underway = undefined);
    if (isDone && !isSynced() && history.texts.peek() !== unreadable) soon();
    return note() && isDone;
  }

  async function attempt(isLast = false): Promise<boolean> {
    error = undefined;
    try {
      await send(history.texts.peek(), saved.peek(), history.pending.peek());
      pause = PAUSE.first;
    } catch (caught) {
      error = caught;
      const isNewer = caught instanceof ApiError && caught.status === 412;
      // What is here lies on what was kept elsewhere then, and is kept next.
      if (isNewer && !isLast && await catchUp()) return isSynced() || await attempt(true);
      failed();
    }
    return error === undefined;
  }

  async function send(texts: Texts, base: Saved, edits: readonly Change[]): Promise<void> {
    const content = draftContent(name, base.texts, texts, edits);
    unreadable = content ? undefined : texts;
    if (!content) return void (draft.value = { ...draft.peek(), isWhole: false });
    const { operations, isWhole } = content;
    const standing = { base: base.texts, texts, edits };
    if (operations.length === 0) {
      await files.remove(kept.etag);
      kept = { etag: undefined, ...standing };
      return void (draft.value = { isWhole });
    }
    const { etag, savedAt } = await files.keep(base.commit, operations, kept.etag);
    kept = { etag, ...standing };
    draft.value = { savedAt, isWhole };
  }

  /** What the server refuses it refuses again, until something is edited; nobody answers for ever. */
  function failed(): void {
    draft.value = { ...draft.peek(), fault: messageOf(error) };
    if (error instanceof ApiError && !isPassing(error)) return;
    alarm.set(pause);
    pause = Math.min(2 * pause, PAUSE.longest);
  }

  /** Another tab kept something: both are laid together, and that is kept. */
  async function catchUp(): Promise<boolean> {
    try {
      const found = await files.read();
      if (found) await take(found);
      else lose();
      error = undefined;
    } catch (caught) {
      error = caught;
    }
    return error === undefined;
  }

  /** Nobody knows whether the draft was discarded or lost; the edits here are kept anew. */
  function lose(): void {
    kept = nothing(saved.peek());
    if (!isSynced()) onTaken(GONE);
    soon();
    note();
  }

  /** Takes over a draft, with the edits here on top. */
  async function take(found: DraftAnswer): Promise<void> {
    const { base, head } = await baseOf(found);
    history.settle();
    const states = { base: base.texts, before: kept.texts, mine: history.texts.peek() };
    const { edits, own, theirs, said } = joinedDraft(
      name,
      { ...states, operations: found.operations, since: since() },
      catalogue,
    );
    kept = { etag: found.etag, base: base.texts, texts: theirs, edits };
    draft.value = { savedAt: found.savedAt, isWhole: true };
    batch(() => {
      history.rebase(base.texts, [...edits, ...own]);
      saved.value = base;
    });
    if (said !== undefined) onTaken(said);
    note();
    if (head) options.onBehind(head);
  }

  /** What was edited since the draft was kept. */
  function since(): readonly Change[] {
    const edits = history.pending.peek();
    const isLonger = kept.edits.every((edit, index) => edits[index] === edit);
    return isLonger ? edits.slice(kept.edits.length) : edits;
  }

  /** The files that a draft begins from, and those at the head where they are others. */
  async function baseOf(
    { base, head: { state } }: DraftAnswer,
  ): Promise<{ readonly base: Saved; readonly head?: Saved }> {
    if (base === saved.peek().commit) return { base: saved.peek() };
    const head = await options.files.read();
    if (state === "same") return { base: head };
    return { base: await options.files.at(base), head };
  }

  const stopFollowing = effect(() => {
    if (isSynced(history.texts.value, saved.value.texts)) alarm.stop();
    else soon();
    note();
  });

  return {
    async keep() {
      history.settle();
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        if (await run()) return true;
        if (error !== undefined) break;
      }
      return false;
    },
    async prepare() {
      await run();
      return error === undefined ? kept.etag : undefined;
    },
    get error() {
      return error;
    },
    async look() {
      const isBusy = () => underway !== undefined || holders > 0;
      const etag = isBusy() ? kept.etag : await files.find();
      if (etag === kept.etag || isBusy()) return;
      if (!await catchUp()) failed();
    },
    catchUp,
    hold() {
      holders++;
      alarm.stop();
      return () => {
        holders--;
        if (!isSynced()) soon();
      };
    },
    forget() {
      kept = nothing(saved.peek());
      draft.value = { isWhole: true };
      note();
    },
    async drop() {
      alarm.stop();
      await underway;
      // A draft that did not fit was never taken over.
      await files.remove(kept.etag ?? (error === undefined ? undefined : await files.find()));
    },
    close() {
      alarm.stop();
      stopFollowing();
    },
  };
}

function isPassing({ status }: ApiError): boolean {
  return status === 0 || status === 429 || status >= 500;
}
