import { applyOperations } from "../../format/edit.ts";
import { AppError } from "../../model/error.ts";
import type { Operation } from "../../model/operation.ts";
import type { LocatedProblem } from "../../model/problem.ts";
import type { FileChange } from "../../stores/store.ts";
import type { Checking } from "../checking.ts";
import { unprocessable } from "./finding.ts";
import type { Snapshot } from "./head.ts";
import { layoutAfter, layoutFile, layoutOfCopy } from "./layout_changes.ts";
import { mergeOnMove } from "./merge_on_move.ts";
import { layoutPath, workflowPath } from "./names.ts";
import type { OpenFile, Opening } from "./opening.ts";
import { environmentsAfter } from "./renamed_overrides.ts";
import { renamed, titledAsCopy } from "./renaming.ts";
import { type Drawn, expectTag } from "./saving.ts";
import { newWorkflow } from "./versions.ts";

/** New content and why. */
export interface NewFile {
  readonly text: string;
  readonly message?: string;
}

/** A new workflow, with its layout if it has one. */
export interface NewWorkflow extends NewFile {
  readonly layout?: string;
}

/** Operations and why. */
export interface Patch {
  readonly operations: readonly Operation[];
  /** Whether an alias gives way to what it stands for, where it keeps a value from being edited. */
  readonly expandAliases?: boolean;
  readonly message?: string;
}

/** What a change makes of the head that it lands on; each refuses what may not be saved. */
export interface Drawing {
  creation(name: string, file: NewWorkflow): Draw;
  replacement(name: string, file: NewFile, ifMatch: string): Draw;
  patch(name: string, patch: Patch, ifMatch: string): Draw;
  removal(name: string, ifMatch: string): Draw;
  copy(name: string, to: string): Draw;
  layout(name: string, file: NewFile, ifMatch: string | undefined): Draw;
}

/** Draws a change on a snapshot, or throws what keeps it from being saved. */
export type Draw = (snapshot: Snapshot) => Promise<Drawn>;

/** Creates what draws changes of workflows. */
export function createDrawing(checking: Checking, opening: Opening): Drawing {
  const workflowFile = (
    name: string,
    text: string,
    before: readonly LocatedProblem[] = [],
  ): FileChange => newWorkflow(name, text, checking, before);

  /** The workflow that somebody looked at. */
  async function expected(name: string, ifMatch: string, snapshot: Snapshot): Promise<OpenFile> {
    const file = await opening.workflow(name, snapshot);
    expectTag(workflowPath(name), file.etag, ifMatch);
    return file;
  }

  return {
    creation: (name, { text, layout, message }) => async (snapshot) => {
      await refuseTaken(name, snapshot);
      const files = [workflowFile(name, text), ...layout ? [layoutFile(name, layout)] : []];
      return { files, message, otherwise: `Create workflow ${name}` };
    },

    replacement: (name, { text, message }, ifMatch) => async (snapshot) => {
      const before = await expected(name, ifMatch, snapshot);
      const files = text === before.text ? [] : [workflowFile(name, text, before.problems)];
      return { files, message, otherwise: `Update workflow ${name}` };
    },

    patch: (name, { operations, expandAliases = false, message }, ifMatch) => async (snapshot) => {
      const before = await expected(name, ifMatch, snapshot);
      const layout = await opening.layout(name, snapshot);
      const texts = { workflow: before.text, layout: layout.text, name };
      const after = applyOperations(texts, operations, { expandAliases });
      const files = [
        ...after.workflow === before.text
          ? []
          : [workflowFile(name, after.workflow, before.problems)],
        ...layoutAfter(layout, after.layout, operations),
        ...await environmentsAfter(name, operations, snapshot),
      ];
      const onMove = mergeOnMove(name, checking);
      return { files, message, otherwise: `Update workflow ${name}`, onMove };
    },

    removal: (name, ifMatch) => async (snapshot) => {
      await expected(name, ifMatch, snapshot);
      const files = [workflowPath(name), layoutPath(name)]
        .map((path) => ({ path, remove: true as const }));
      return { files, otherwise: `Delete workflow ${name}` };
    },

    copy: (name, to) => async (snapshot) => {
      const { text, problems } = await opening.workflow(name, snapshot);
      await refuseTaken(to, snapshot);
      const copied = renamed(text, to);
      if (copied === undefined) throw unprocessable(`${workflowPath(name)} has no name`, problems);
      const layout = layoutOfCopy(to, await opening.layout(name, snapshot));
      const files = [workflowFile(to, titledAsCopy(copied), problems), ...layout];
      return { files, otherwise: `Duplicate workflow ${name} as ${to}` };
    },

    layout: (name, { text, message }, ifMatch) => async (snapshot) => {
      const before = await opening.layout(name, snapshot);
      expectTag(layoutPath(name), before.etag, ifMatch);
      const isSame = before.etag !== undefined && before.text === text;
      const files = isSame ? [] : [layoutFile(name, text)];
      return { files, message, otherwise: `Arrange workflow ${name}` };
    },
  };
}

async function refuseTaken(name: string, snapshot: Snapshot): Promise<void> {
  const etag = await snapshot.idOf(workflowPath(name));
  if (!etag) return;
  throw new AppError("already_exists", `There is a workflow "${name}" already`, {
    details: { etag },
  });
}
