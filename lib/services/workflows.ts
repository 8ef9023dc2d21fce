import type { Store } from "../stores/store.ts";
import type { Checking } from "./checking.ts";
import { createLastChanges } from "./content/changes.ts";
import { createDrawing } from "./content/drawing.ts";
import { createFindings } from "./content/findings.ts";
import type { Head } from "./content/head.ts";
import { createListing } from "./content/listing.ts";
import { createOpening, type OpenFile, type OpenLayout } from "./content/opening.ts";
import { type ListedWorkflow, selected, type WorkflowQuery } from "./content/summaries.ts";
import { createWriting, type Writing } from "./content/writing.ts";
import type { Events } from "./events.ts";
import type { Ruling } from "./ruling.ts";

export type { NewFile, NewWorkflow, Patch } from "./content/drawing.ts";
export type { OpenFile, OpenLayout } from "./content/opening.ts";
export type { ListedWorkflow, WorkflowQuery } from "./content/summaries.ts";
export type { SavedFile, SavedPatch } from "./content/writing.ts";

/** The workflows of a repository: what people list, open and save. */
export interface Workflows extends Writing {
  /** A page of the list; a file that cannot be read is listed as invalid. */
  list(query: WorkflowQuery): Promise<Page<ListedWorkflow>>;
  /** With what rules find. @throws `not_found`. A file with faults opens all the same. */
  read(name: string): Promise<OpenFile>;
  /** The layout; where there is no file, one laid out automatically with `etag` undefined. */
  layout(name: string): Promise<OpenLayout>;
}

/** A part of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** What workflows are listed, opened and saved with. */
export interface WorkflowsOptions {
  readonly store: Store;
  readonly head: Head;
  readonly checking: Checking;
  readonly ruling: Pick<Ruling, "today" | "workflow">;
  readonly events: Pick<Events, "publish">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Creates access to the workflows of a repository. */
export function createWorkflows(options: WorkflowsOptions): Workflows {
  const { store, head, checking } = options;
  const opening = createOpening(checking);
  const listing = createListing({ checking, changes: createLastChanges(store, "workflows") });
  const findings = createFindings(options);
  return {
    async list(query) {
      const snapshot = await head.recent();
      const all = selected(await listing(snapshot), query);
      const { page, perPage } = query;
      const items: ListedWorkflow[] = [];
      // One after the other, so that a long page does not hold everybody else up.
      for (const one of all.slice((page - 1) * perPage, page * perPage)) {
        items.push({ ...one, findings: await findings.count(one, snapshot) });
      }
      return { items, page, perPage, total: all.length };
    },
    async read(name) {
      const snapshot = await head.recent();
      return await findings.added(await opening.workflow(name, snapshot), snapshot);
    },
    layout: async (name) => await opening.layout(name, await head.recent()),
    ...createWriting({ ...options, opening, drawing: createDrawing(checking, opening) }),
  };
}
