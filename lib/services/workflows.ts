import type { Store } from "../stores/store.ts";
import type { Checking } from "./checking.ts";
import { createLastChanges } from "./content/changes.ts";
import { createDrawing } from "./content/drawing.ts";
import type { Head } from "./content/head.ts";
import { createListing } from "./content/listing.ts";
import { createOpening, type OpenFile, type OpenLayout } from "./content/opening.ts";
import { selected, type WorkflowQuery, type WorkflowSummary } from "./content/summaries.ts";
import { createWriting, type Writing } from "./content/writing.ts";
import type { Events } from "./events.ts";

export type { NewFile, NewWorkflow, Patch } from "./content/drawing.ts";
export type { OpenFile, OpenLayout } from "./content/opening.ts";
export type { WorkflowQuery, WorkflowSummary } from "./content/summaries.ts";
export type { SavedFile, SavedPatch } from "./content/writing.ts";

/** The workflows of a repository: what people list, open and save. */
export interface Workflows extends Writing {
  /** A page of the list; a file that cannot be read is listed as invalid. */
  list(query: WorkflowQuery): Promise<Page<WorkflowSummary>>;
  /** @throws `not_found`. A file with faults opens all the same. */
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
  readonly events: Pick<Events, "publish">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Creates access to the workflows of a repository. */
export function createWorkflows(options: WorkflowsOptions): Workflows {
  const { store, head, checking } = options;
  const opening = createOpening(checking);
  const listing = createListing({ checking, changes: createLastChanges(store, "workflows") });
  return {
    async list(query) {
      const all = selected(await listing(await head.recent()), query);
      const { page, perPage } = query;
      const items = all.slice((page - 1) * perPage, page * perPage);
      return { items, page, perPage, total: all.length };
    },
    read: async (name) => await opening.workflow(name, await head.recent()),
    layout: async (name) => await opening.layout(name, await head.recent()),
    ...createWriting({ ...options, opening, drawing: createDrawing(checking, opening) }),
  };
}
