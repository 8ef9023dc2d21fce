import type { Actor } from "../../model/account.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import { workflowNames } from "../contents.ts";
import type { Draw } from "../content/drawing.ts";
import type { Head, Snapshot } from "../content/head.ts";
import { absent, workflowPath } from "../content/names.ts";
import { expectTag } from "../content/saving.ts";
import type { Workflows } from "../workflows.ts";
import { restoredFiles, type RestoreRequest, type RestoringTools } from "./restored_files.ts";
import type { Restoration } from "./restoring.ts";

/** What was brought back, or would be. */
export interface Restored extends Omit<Restoration, "workflow" | "layout"> {
  readonly name: string;
  /** The head that holds it; of a preview, the one that it was drawn on. */
  readonly commit: string;
  readonly parent?: string;
  /** Of the workflow; of a preview, as it is today. */
  readonly etag?: string;
  readonly text: string;
  readonly layout: { readonly text?: string; readonly etag?: string };
  readonly problems: readonly LocatedProblem[];
}

/** Brings workflows and nodes back. */
export interface Restoring {
  /** What bringing back would make; nothing is saved. */
  preview(name: string, wish: RestoreRequest): Promise<Restored>;
  /**
   * Brings a workflow or a node back in one commit; `ifMatch` undefined where the workflow is gone.
   *
   * @throws `not_found`; `precondition_failed` as every save; `unprocessable` where what was cannot be
   * read or may not be saved.
   */
  restore(
    name: string,
    wish: RestoreRequest,
    ifMatch: string | undefined,
    actor: Actor,
  ): Promise<Restored>;
}

/** What is needed to bring something back. */
export interface RestoringOptions extends RestoringTools {
  readonly head: Head;
  readonly workflows: Pick<Workflows, "change">;
}

/** Creates what brings back. */
export function createRestoring(options: RestoringOptions): Restoring {
  const { checking, head, workflows } = options;
  return {
    async preview(name, wish) {
      const snapshot = await head.fresh();
      const etag = await snapshot.idOf(workflowPath(name));
      const { commit } = snapshot;
      if (commit === undefined) throw await absentIn(name, snapshot);
      const { restoration } = await restoredFiles(name, wish, { ...snapshot, commit }, options);
      const { workflow: text, layout, ...told } = restoration;
      const { problems } = checking.workflow(text, workflowPath(name));
      const places = layout === undefined ? {} : { text: layout };
      return { name, commit, ...(etag && { etag }), ...told, text, layout: places, problems };
    },
    async restore(name, wish, ifMatch, actor) {
      let last: Restoration | undefined;
      const draw: Draw = async (snapshot) => {
        const etag = await snapshot.idOf(workflowPath(name));
        const { commit } = snapshot;
        const isGone = !etag && ifMatch !== undefined;
        if (isGone || commit === undefined) throw await absentIn(name, snapshot);
        expectTag(workflowPath(name), etag, ifMatch);
        const { restoration, drawn } = await restoredFiles(
          name,
          wish,
          { ...snapshot, commit },
          options,
        );
        last = restoration;
        return drawn;
      };
      const action = () => ifMatch === undefined ? "created" : "updated";
      const saved = await workflows.change(name, { action, draw }, actor);
      const { workflow: _, layout: __, ...told } = last!;
      const { text, etag } = saved.layout;
      return { ...told, ...saved, layout: { text, ...(etag !== undefined && { etag }) } };
    },
  };
}

async function absentIn(name: string, snapshot: Snapshot) {
  return absent("workflow", name, await workflowNames(snapshot));
}
