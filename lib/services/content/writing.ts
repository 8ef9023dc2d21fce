import type { Actor } from "../../model/account.ts";
import type { WorkflowUpdate } from "../../model/event.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { Events } from "../events.ts";
import type { Draw, Drawing, NewFile, NewWorkflow, Patch } from "./drawing.ts";
import type { Head, Snapshot } from "./head.ts";
import { workflowPath } from "./names.ts";
import type { Opening } from "./opening.ts";
import { save } from "./saving.ts";

/** Saves workflows. Every change is one commit on the default branch, and is told to everyone. */
export interface Writing {
  /** @throws `already_exists`, or `unprocessable` with all problems. */
  create(name: string, file: NewWorkflow, actor: Actor): Promise<SavedFile>;
  /**
   * Replaces a workflow byte for byte. The same bytes make no commit.
   *
   * @throws `not_found`; `precondition_failed` with `details.etag` when it is not what `ifMatch`
   * names; `unprocessable` with all problems.
   */
  replace(name: string, file: NewFile, ifMatch: string, actor: Actor): Promise<SavedFile>;
  /** Applies operations to the workflow and its layout in one commit; throws as `replace`. */
  patch(name: string, patch: Patch, ifMatch: string, actor: Actor): Promise<SavedPatch>;
  /** Removes a workflow with its layout; throws as `replace`. */
  remove(name: string, ifMatch: string, actor: Actor): Promise<SavedCommit>;
  /** Copies a workflow with its layout to a new name. @throws `already_exists`. */
  duplicate(name: string, to: string, actor: Actor): Promise<SavedFile>;
  /** Replaces the layout; `ifMatch` undefined creates it. Throws as `replace`. */
  replaceLayout(
    name: string,
    file: NewFile,
    ifMatch: string | undefined,
    actor: Actor,
  ): Promise<SavedFile>;
  /** Saves what is drawn of a workflow and its layout. */
  change(name: string, change: WorkflowChange, actor: Actor): Promise<SavedPatch>;
}

/** A change of a workflow, however it is drawn. */
export interface WorkflowChange {
  /** What it is told as, once it is saved; an update unless told. */
  readonly action?: () => WorkflowUpdate["action"];
  readonly draw: Draw;
}

/** Where a change is. */
export interface SavedCommit {
  /** The head that it is part of; the same bytes make no new one. */
  readonly commit: string;
  /** The head that it was made on, where a commit was made. */
  readonly parent?: string;
}

/** What was saved. */
export interface SavedFile extends SavedCommit {
  readonly name: string;
  readonly etag: string;
  readonly problems: readonly LocatedProblem[];
}

/** What operations made. */
export interface SavedPatch extends SavedFile {
  readonly text: string;
  readonly layout: { readonly text: string; readonly etag: string | undefined };
}

/** What workflows are saved with. */
export interface WritingOptions {
  readonly head: Head;
  readonly events: Pick<Events, "publish">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly drawing: Drawing;
  readonly opening: Opening;
}

/** Creates what saves workflows. */
export function createWriting(options: WritingOptions): Writing {
  const { head, events, now, drawing, opening } = options;

  /** Saves a change and tells it. */
  async function write(
    name: string,
    actor: Actor,
    action: WorkflowUpdate["action"] | (() => WorkflowUpdate["action"]),
    draw: Draw,
  ): Promise<{ snapshot: Snapshot; commit: SavedCommit }> {
    const { snapshot, isNew, parent } = await save(head, actor, draw);
    const commit = snapshot.commit!;
    if (isNew) {
      const etag = await snapshot.idOf(workflowPath(name));
      const news: WorkflowUpdate = {
        at: new Date(now()).toISOString(),
        actor: actor.name,
        workflow: name,
        action: typeof action === "string" ? action : action(),
        commit,
        ...(etag && { etag }),
      };
      // The commit stands, also where it cannot be told, so whoever saved need not wait for it.
      void events.publish("workflow_update", news).catch(() => {});
    }
    return { snapshot, commit: { commit, ...(parent !== undefined && { parent }) } };
  }

  /** Saves a change of a workflow, and opens it as it is then. */
  async function writeWorkflow(...change: Parameters<typeof write>): Promise<SavedFile> {
    const { snapshot, commit } = await write(...change);
    const { text: _, ...file } = await opening.workflow(change[0], snapshot);
    return { ...file, ...commit };
  }

  /** Saves a change of both files, and opens them as they are then. */
  async function change(
    name: string,
    { action = () => "updated", draw }: WorkflowChange,
    actor: Actor,
  ): Promise<SavedPatch> {
    const { snapshot, commit } = await write(name, actor, action, draw);
    const { text, etag } = await opening.layout(name, snapshot);
    return { ...await opening.workflow(name, snapshot), ...commit, layout: { text, etag } };
  }

  return {
    create: (name, file, actor) =>
      writeWorkflow(name, actor, "created", drawing.creation(name, file)),
    replace: (name, file, ifMatch, actor) =>
      writeWorkflow(name, actor, "updated", drawing.replacement(name, file, ifMatch)),
    duplicate: (name, to, actor) => writeWorkflow(to, actor, "created", drawing.copy(name, to)),
    patch: (name, patch, ifMatch, actor) =>
      change(name, { draw: drawing.patch(name, patch, ifMatch) }, actor),
    change,
    async remove(name, ifMatch, actor) {
      return (await write(name, actor, "deleted", drawing.removal(name, ifMatch))).commit;
    },
    async replaceLayout(name, file, ifMatch, actor) {
      const draw = drawing.layout(name, file, ifMatch);
      const { snapshot, commit } = await write(name, actor, "updated", draw);
      const { text: _, etag, ...layout } = await opening.layout(name, snapshot);
      return { ...layout, etag: etag!, ...commit };
    },
  };
}
