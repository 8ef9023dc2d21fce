import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Drawing } from "../../lib/model/diff.ts";
import { type Api, messageOf } from "../api.ts";
import { drawnFrom } from "../editor/drawn.ts";
import type { Saving } from "../editor/saving.ts";
import type { Texts } from "../editor/texts.ts";
import type { HistoryEntry, HistoryPage } from "./answers.ts";
import { type Comparison, comparisonOf, emptyDrawing } from "./comparison.ts";
import { createDrawings } from "./drawings.ts";
import { createRestoring, type Restoring } from "./restoring.ts";
import { type Side, sideOf } from "./side.ts";

/** The past of a workflow: what was done, what it looks like, and how it is brought back. */
export interface Past {
  /** What is listed; `undefined` until it is there. */
  readonly page: ReadonlySignal<HistoryPage | undefined>;
  /** Why the list is not there. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** The node whose history it is; of the workflow without one. */
  readonly node: ReadonlySignal<string | undefined>;
  /** What is drawn on the canvas in the place of the workflow. */
  readonly shown: ReadonlySignal<Shown | undefined>;
  readonly restoring: Restoring;
  turn(page: number): Promise<void>;
  of(node: string | undefined): Promise<void>;
  /** Shows what a commit did. */
  show(entry: HistoryEntry): Promise<void>;
  compare(from: Side, to: Side): Promise<void>;
  /** Shows what bringing back would do. */
  prepare(entry: HistoryEntry, node?: string): Promise<void>;
  overwrite(isWanted: boolean): Promise<void>;
  restore(): Promise<boolean>;
  /** Goes back to the list. */
  leave(): void;
  close(): void;
}

/** A comparison on the canvas. */
export interface Shown {
  readonly from: Side;
  readonly to: Side;
  /** Absent until both ends are there. */
  readonly comparison?: Comparison;
  readonly fault?: string;
}

/** What the past takes. */
export interface PastOptions {
  readonly name: string;
  readonly api: Api;
  readonly saving: Pick<Saving, "saved" | "during">;
  /** The files as the editor has them. */
  readonly texts: ReadonlySignal<Texts>;
}

/** How many commits are listed at once. */
const PER_PAGE = 20;

/** Creates the past of a workflow. */
export function createPast({ name, api, saving, texts }: PastOptions): Past {
  const drawings = createDrawings(name, api);
  const restoring = createRestoring({ name, api });
  const page = signal<HistoryPage>();
  const fault = signal<string>();
  const node = signal<string>();
  const asked = signal<Asked>();
  let turnNumber = 0;
  let question = 0;

  async function turn(number: number): Promise<void> {
    const mine = ++turnNumber;
    const query = new URLSearchParams({ page: `${number}`, per_page: `${PER_PAGE}` });
    if (node.peek() !== undefined) query.set("node", node.peek()!);
    try {
      const { value } = await api.get<HistoryPage>(`/api/v1/workflows/${name}/history?${query}`);
      if (mine !== turnNumber) return;
      page.value = value;
      fault.value = undefined;
    } catch (error) {
      if (mine === turnNumber) fault.value = messageOf(error);
    }
  }

  async function compare(from: Side, to: Side): Promise<void> {
    const mine = ++question;
    asked.value = { from, to };
    try {
      const [one, other] = await Promise.all([read(from), read(to)]);
      if (mine === question) asked.value = { from, to, ends: { one, other } };
    } catch (error) {
      if (mine === question) asked.value = { from, to, fault: messageOf(error) };
    }
  }

  /** What is at one end; the end that moves is read when it is drawn. */
  async function read(side: Side): Promise<Drawing | undefined> {
    if (side.kind === "commit") return await drawings.at(side.commit);
    return side.kind === "files" ? drawnFrom(name, side.texts) : undefined;
  }

  function drawingOf(side: Side, drawn: Drawing | undefined): Drawing | undefined {
    if (side.kind === "now") return drawnFrom(name, texts.value);
    return side.kind === "saved" ? drawnFrom(name, saving.saved.value.texts) : drawn;
  }

  const shown = computed((): Shown | undefined => {
    if (!asked.value) return undefined;
    const { from, to, ends, fault } = asked.value;
    if (!ends) return { from, to, ...(fault !== undefined && { fault }) };
    const [base, head] = [drawingOf(from, ends.one), drawingOf(to, ends.other)];
    const some = base ?? head;
    if (!some) return { from, to, fault: "Neither of both can be drawn." };
    const nothing = emptyDrawing(some);
    return { from, to, comparison: comparisonOf(base ?? nothing, head ?? nothing) };
  });

  async function preview(): Promise<void> {
    const texts = await restoring.preview();
    if (!texts) return;
    const title = "As it will be";
    await compare({ kind: "saved" }, { kind: "files", title, texts });
  }

  function leave(): void {
    question++;
    asked.value = undefined;
    restoring.stop();
  }

  // A commit of somebody, oneself included, is the first of the list.
  const stopFollowing = effect(() => {
    saving.saved.value.commit;
    void turn(1);
  });

  return {
    page,
    fault,
    node,
    shown,
    restoring,
    turn,
    async of(id) {
      node.value = id;
      page.value = undefined;
      await turn(1);
    },
    async show(entry) {
      const isFirst = entry.change === "created";
      const before = isFirst ? undefined : await drawings.before(entry.commit).catch(() => {});
      const from: Side = before === undefined
        ? { kind: "nothing" }
        : { kind: "commit", commit: before };
      await compare(from, sideOf(entry));
    },
    compare,
    async prepare(entry, id) {
      leave();
      restoring.start(entry, id);
      await preview();
    },
    async overwrite(isWanted) {
      restoring.overwrite(isWanted);
      await preview();
    },
    async restore() {
      const isDone = await saving.during(() => restoring.restore());
      if (isDone) leave();
      // It was moved meanwhile: what it would do is shown anew.
      else if (restoring.isStale.peek()) await preview();
      return isDone;
    },
    leave,
    close() {
      leave();
      stopFollowing();
    },
  };
}

/** What is to be compared, and what was read of it. */
interface Asked extends Pick<Shown, "from" | "to" | "fault"> {
  readonly ends?: { readonly one: Drawing | undefined; readonly other: Drawing | undefined };
}
