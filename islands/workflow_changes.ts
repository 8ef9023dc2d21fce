import { type ReadonlySignal, signal } from "@preact/signals";
import { type Api, ApiError, messageOf } from "./api.ts";
import { createImporting, type Importing } from "./importing.ts";
import type { Listing } from "./listing.ts";
import { type Dropped, sourceFiles } from "./source_files.ts";
import { createToasts, type Toasts } from "./toasts.tsx";
import type { WorkflowItem } from "./workflow_item.ts";

/** A question that is asked over the page. */
export type WorkflowsDialog =
  | { readonly kind: "create" }
  /** Files that somebody dropped or chose. */
  | { readonly kind: "import"; readonly files: readonly Dropped[] }
  | { readonly kind: "duplicate"; readonly of: WorkflowItem }
  /** Asked only where it cannot be undone. */
  | { readonly kind: "remove"; readonly of: WorkflowItem };

/** What can be done with the workflows of a list. */
export interface WorkflowChanges {
  readonly dialog: ReadonlySignal<WorkflowsDialog | undefined>;
  /** What is to be imported, while that is asked. */
  readonly importing: ReadonlySignal<Importing | undefined>;
  readonly toasts: Toasts;
  ask(dialog: WorkflowsDialog | undefined): Promise<void>;
  readonly isBusy: ReadonlySignal<boolean>;
  /** Why what a dialog asked for was not done. */
  readonly fault: ReadonlySignal<string | undefined>;
  /** Makes a workflow, blank or as an example, and opens it. */
  create(name: string, example: string | undefined): Promise<void>;
  /** Copies a workflow and opens the copy. */
  duplicate(name: string, to: string): Promise<void>;
  /**
   * Removes a workflow; a message offers to bring it back, unless it has errors: such a file cannot
   * be written again.
   */
  remove(item: WorkflowItem): Promise<void>;
}

/** What changes need. */
export interface WorkflowChangesOptions {
  readonly api: Api;
  readonly list: Listing<WorkflowItem>;
  readonly toasts?: Toasts;
  readonly go: (path: string) => void;
}

const PATH = "/api/v1/workflows";

/** Creates what changes the workflows of a list. */
export function createWorkflowChanges(
  { api, list, toasts = createToasts(), go }: WorkflowChangesOptions,
): WorkflowChanges {
  const dialog = signal<WorkflowsDialog>();
  const importing = signal<Importing>();
  const isBusy = signal(false);
  const fault = signal<string>();

  const open = async (name: string, path: string, body: unknown) => {
    isBusy.value = true;
    fault.value = undefined;
    try {
      await api.send("POST", path, { body });
      go(`/workflows/${name}`);
    } catch (error) {
      fault.value = messageOf(error);
      isBusy.value = false;
    }
  };

  return {
    dialog,
    importing,
    toasts,
    isBusy,
    fault,
    async ask(next) {
      fault.value = undefined;
      try {
        importing.value = next?.kind === "import"
          ? createImporting({ api, files: await sourceFiles(next.files), go })
          : undefined;
        dialog.value = next;
      } catch (error) {
        // What cannot be read is told where it was dropped; there is nothing to ask about.
        toasts.fault(messageOf(error));
      }
    },
    create: (name, example) =>
      open(name, PATH, example === undefined ? { name, text: blank(name) } : { name, example }),
    duplicate: (name, to) => open(to, `${PATH}/${name}/duplicate`, { name: to }),
    async remove({ name, title, errors }) {
      try {
        const kept = await removed(api, name);
        list.show((items) => items.filter((item) => item.name !== name));
        list.load();
        const undo = { label: "Undo", run: () => bringBack(kept) };
        const message = `Deleted ${title ?? name}. What is deployed keeps running.`;
        toasts.done(message, errors === 0 ? undo : undefined);
      } catch (error) {
        toasts.fault(messageOf(error));
      }
    },
  };

  async function bringBack(kept: KeptWorkflow): Promise<void> {
    try {
      await restored(api, kept);
      toasts.done(`${kept.name} is back`);
      list.load();
    } catch (error) {
      toasts.fault(messageOf(error), { label: "Try again", run: () => bringBack(kept) });
    }
  }
}

/** What is needed to bring a workflow back. */
interface KeptWorkflow {
  readonly name: string;
  readonly text: string;
  /** Absent where it had no layout of its own. */
  readonly layout: string | undefined;
}

/** Removes a workflow and answers what it was. */
async function removed(api: Api, name: string): Promise<KeptWorkflow> {
  const path = `${PATH}/${name}`;
  const [file, layout] = await Promise.all([
    api.get<{ text: string }>(path),
    api.get<{ text: string }>(`${path}/layout`),
  ]);
  await api.send("DELETE", path, { ifMatch: file.etag });
  return { name, text: file.value.text, layout: layout.etag && layout.value.text };
}

/** Brings a workflow back, byte for byte. What of it is there already stays as it is. */
async function restored(api: Api, { name, text, layout }: KeptWorkflow): Promise<void> {
  const path = `${PATH}/${name}`;
  const message = `?message=${encodeURIComponent(`Bring back ${name}`)}`;
  await api.send("PUT", path + message, { text, ifNoneMatch: "*" });
  if (layout === undefined) return;
  await api.send("PUT", `${path}/layout${message}`, { text: layout, ifNoneMatch: "*" })
    .catch((error) => {
      if (!(error instanceof ApiError && error.code === "already_exists")) throw error;
    });
}

/** The text of a workflow without nodes. */
export function blank(name: string): string {
  return `apiVersion: celestra/v1
kind: Application
metadata:
  name: ${name}
spec:
  nodes: {}
  connections: []
`;
}
