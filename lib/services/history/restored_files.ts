import type { Judge } from "../../model/merge.ts";
import type { FileChange } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import { layoutFile } from "../content/layout_changes.ts";
import { layoutPath, workflowPath } from "../content/names.ts";
import { refuseFaults } from "../content/refusals.ts";
import type { Drawn } from "../content/saving.ts";
import type { Contents } from "../contents.ts";
import type { Chronicle } from "./chronicle.ts";
import { type Restoration, restorationOf, type RestoreWish } from "./restoring.ts";

/** What somebody wants back, and why. */
export interface RestoreRequest extends RestoreWish {
  readonly message?: string;
}

/** Today's files, and the commit from which the past is looked at. */
export interface Today extends Pick<Contents, "read"> {
  readonly commit: string;
}

/** What files are brought back with. */
export interface RestoringTools {
  readonly chronicle: Chronicle;
  readonly checking: Checking;
  /** Finds the errors of a graph. */
  readonly judge: Judge;
}

/** The files that bring something back. @throws what keeps them from being saved. */
export async function restoredFiles(
  name: string,
  wish: RestoreRequest,
  today: Today,
  { chronicle, checking, judge }: RestoringTools,
): Promise<{ readonly restoration: Restoration; readonly drawn: Drawn }> {
  const before = {
    name,
    workflow: await today.read(workflowPath(name)),
    layout: await today.read(layoutPath(name)),
    head: today.commit,
  };
  const restoration = await restorationOf(wish, before, { chronicle, judge });
  const { workflow, layout, restored: { commit } } = restoration;
  const files = [
    ...workflow === before.workflow
      ? []
      : [workflowFile(name, workflow, before.workflow, checking)],
    ...layout === before.layout ? [] : [layoutChange(name, layout)],
  ];
  const what = wish.node === undefined ? `workflow ${name}` : `node ${wish.node} of ${name}`;
  return {
    restoration,
    drawn: {
      files,
      message: wish.message,
      otherwise: `Restore ${what} as of ${commit.slice(0, 7)}`,
      trailers: { "Restored-Commit": commit },
    },
  };
}

function workflowFile(
  name: string,
  content: string,
  before: string | undefined,
  checking: Checking,
): FileChange {
  const path = workflowPath(name);
  const known = before === undefined ? [] : checking.workflow(before, path).problems;
  refuseFaults(path, checking.workflow(content, path).problems, known);
  return { path, content };
}

function layoutChange(name: string, text: string | undefined): FileChange {
  return text === undefined ? { path: layoutPath(name), remove: true } : layoutFile(name, text);
}
