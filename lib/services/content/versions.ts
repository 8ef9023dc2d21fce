import type { WorkflowFiles } from "../../format/edit.ts";
import type { FileChange } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import type { Snapshot } from "./head.ts";
import { layoutFile } from "./layout_changes.ts";
import { layoutPath, workflowPath } from "./names.ts";
import type { OpenFile, Opening, OpenLayout } from "./opening.ts";
import { refuseFaults } from "./refusals.ts";

/** A workflow with its layout, as they are open at a commit. */
export interface OpenFiles {
  readonly workflow: OpenFile;
  readonly layout: OpenLayout;
}

/** Opens both files of a workflow. @throws `not_found`. */
export async function openFiles(
  name: string,
  snapshot: Snapshot,
  opening: Opening,
): Promise<OpenFiles> {
  return {
    workflow: await opening.workflow(name, snapshot),
    layout: await opening.layout(name, snapshot),
  };
}

/** Their texts; a layout that was only made for looking counts. */
export function textsOf({ workflow, layout }: OpenFiles): WorkflowFiles {
  return { name: workflow.name, workflow: workflow.text, layout: layout.text };
}

/** The texts of the files that are there. */
export function fileTexts({ workflow, layout }: OpenFiles): WorkflowFiles {
  const text = layout.etag === undefined ? undefined : layout.text;
  return { name: workflow.name, workflow: workflow.text, layout: text };
}

/** What makes a workflow what a merge made of it, if nothing in it refuses to be saved. */
export function workflowAfter(
  before: OpenFile,
  text: string,
  checking: Checking,
): FileChange[] {
  if (text === before.text) return [];
  return [newWorkflow(before.name, text, checking, before.problems)];
}

/** The file of a workflow, if nothing in it refuses to be saved. */
export function newWorkflow(
  name: string,
  text: string,
  checking: Checking,
  before: OpenFile["problems"] = [],
): FileChange {
  const path = workflowPath(name);
  refuseFaults(path, checking.workflow(text, path).problems, before);
  return { path, content: text };
}

/** What makes a layout that is a file, or none, what a merge made of it. */
export function layoutFileAfter(
  before: OpenLayout,
  text: string | undefined,
): FileChange[] {
  const now = before.etag === undefined ? undefined : before.text;
  if (text === now) return [];
  if (text === undefined) return [{ path: layoutPath(before.name), remove: true }];
  return [layoutFile(before.name, text, before.problems)];
}
