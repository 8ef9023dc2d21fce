import { type ReadonlySignal, signal } from "@preact/signals";
import { type Api, ApiError, messageOf } from "../api.ts";
import type { Texts } from "../editor/texts.ts";
import type { HistoryEntry, RestoreAnswer } from "./answers.ts";

/** Brings a workflow or one of its nodes back, after a look at what that does. */
export interface Restoring {
  readonly wish: ReadonlySignal<Wish | undefined>;
  /** What it would do; `undefined` until that is known. */
  readonly would: ReadonlySignal<RestoreAnswer | undefined>;
  readonly isBusy: ReadonlySignal<boolean>;
  readonly fault: ReadonlySignal<string | undefined>;
  /** Whether somebody saved since it was looked at. */
  readonly isStale: ReadonlySignal<boolean>;
  start(entry: HistoryEntry, node: string | undefined): void;
  /** Whether later edits of the same fields are taken back, too. */
  overwrite(isWanted: boolean): void;
  /** Asks what it would do; the files as they would be. */
  preview(): Promise<Texts | undefined>;
  restore(): Promise<boolean>;
  stop(): void;
}

/** What is to be brought back. */
export interface Wish {
  readonly entry: HistoryEntry;
  /** The node; the whole workflow without one. */
  readonly node?: string | undefined;
  readonly isOverwriting: boolean;
}

/** Creates what brings back. */
export function createRestoring(
  { name, api }: { readonly name: string; readonly api: Api },
): Restoring {
  const path = `/api/v1/workflows/${name}/restore`;
  const wish = signal<Wish>();
  const would = signal<RestoreAnswer>();
  const isBusy = signal(false);
  const fault = signal<string>();
  const isStale = signal(false);

  const bodyOf = ({ entry, node, isOverwriting }: Wish) => ({
    commit: entry.commit,
    ...(node !== undefined && { node }),
    overwrite: isOverwriting,
  });

  async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    isBusy.value = true;
    try {
      const result = await work();
      fault.value = undefined;
      return result;
    } catch (error) {
      fault.value = messageOf(error);
      isStale.value = error instanceof ApiError && error.status === 412;
      return undefined;
    } finally {
      isBusy.value = false;
    }
  }

  return {
    wish,
    would,
    isBusy,
    fault,
    isStale,
    start(entry, node) {
      wish.value = { entry, node, isOverwriting: false };
      would.value = fault.value = undefined;
    },
    overwrite(isWanted) {
      if (wish.value) wish.value = { ...wish.value, isOverwriting: isWanted };
    },
    async preview() {
      const wanted = wish.value;
      if (!wanted) return undefined;
      const answer = await attempt(() =>
        api.send<RestoreAnswer>("POST", path, { body: { ...bodyOf(wanted), dryRun: true } })
      );
      if (!answer || wish.value !== wanted) return undefined;
      would.value = answer.value;
      const { text, layout } = answer.value;
      return { workflow: text, layout: layout.text };
    },
    async restore() {
      const [wanted, known] = [wish.value, would.value];
      if (!wanted || !known) return false;
      const { etag } = known;
      const condition = etag === undefined ? { ifNoneMatch: "*" as const } : { ifMatch: etag };
      const answer = await attempt(() =>
        api.send<RestoreAnswer>("POST", path, { body: bodyOf(wanted), ...condition })
      );
      return answer !== undefined;
    },
    stop() {
      wish.value = would.value = fault.value = undefined;
      isStale.value = false;
    },
  };
}
