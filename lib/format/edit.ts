import { AppError } from "../model/error.ts";
import type { Json } from "../model/json.ts";
import type { AddNode, Move, Operation, RemoveNode } from "../model/operation.ts";
import { differsOnlyAt, differsOnlyIn } from "./edit/exact.ts";
import { edited, type FileEdit, readable, type Target } from "./edit/file.ts";
import { newLayout, toForget, toMove, toReturn } from "./edit/layout.ts";
import { planOf } from "./edit/plan.ts";
import { isReadable } from "./edit/reading.ts";
import { checkSayable } from "./edit/sayable.ts";

/** The two files of a workflow; the layout is absent where everything is laid out automatically. */
export interface WorkflowFiles {
  readonly workflow: string;
  readonly layout?: string | undefined;
  readonly name: string;
}

/** What operations made of the files, and the operations that bring every byte back. */
export interface Edited {
  readonly workflow: string;
  readonly layout: string | undefined;
  readonly inverse: Operation[];
}

/**
 * Applies operations to the text of a workflow and its layout, one after the other. Only what an
 * operation is about changes; every byte beside it stays. Each result is read again and says
 * exactly what the operation promises.
 *
 * @throws `invalid_input` where an operation names what is not there, `not_supported` where the
 * text cannot be changed in that place, `unprocessable` with `details.problems` where a file
 * cannot be read. The message and `details.index` name the operation, and nothing is done.
 */
export function applyOperations(files: WorkflowFiles, operations: readonly Operation[]): Edited {
  let now = files;
  const undo: Operation[] = [];
  for (const [index, operation] of operations.entries()) {
    const { inverse, ...done } = told(index, () => applyOne(now, operation));
    now = { ...now, ...done };
    if (inverse) undo.push(inverse);
  }
  return { workflow: now.workflow, layout: now.layout, inverse: undo.reverse() };
}

/** Names the operation in the error that it ends with. */
function told<T>(index: number, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    const details = { ...cause.details, index };
    throw new AppError(cause.code, `operations[${index}]: ${cause.message}`, { cause, details });
  }
}

interface Done {
  readonly workflow: string;
  readonly layout: string | undefined;
  readonly inverse?: Operation;
}

function applyOne(files: WorkflowFiles, operation: Operation): Done {
  checkSayable(operation);
  const target = { text: files.workflow, file: `workflows/${files.name}.yaml` };
  const { json } = readable(target);
  const { changes, inverse } = planOf(json, operation);
  if (operation.op === "move") return moved(files, operation);
  const isMeant = (after: Json) => differsOnlyIn(operation, json, after);
  const workflow = edited(target, changes, operation.source?.workflow, isMeant);
  const isPlaced = operation.op === "add-node" || operation.op === "remove-node";
  const layout = isPlaced ? placed(files, operation) : undefined;
  return done(files, { workflow, layout }, inverse);
}

function moved(files: WorkflowFiles, operation: Move): Done {
  const target = layoutOf(files);
  const { json } = readable(target);
  const { node, source } = operation;
  const isMeant = (after: Json) => differsOnlyAt(node, json, after);
  const layout = edited(target, toMove(json, operation), source?.layout, isMeant);
  return done(files, { layout }, toReturn(json, node));
}

/** A layout that cannot be read keeps nobody from removing a node. */
function placed(files: WorkflowFiles, operation: AddNode | RemoveNode): FileEdit | undefined {
  if (files.layout === undefined || !isReadable(files.layout)) return undefined;
  const target = layoutOf(files);
  const { json } = readable(target);
  const { op, node, source } = operation;
  const changes = op === "remove-node" ? toForget(json, node) : [];
  return edited(target, changes, source?.layout, (after) => differsOnlyAt(node, json, after));
}

function layoutOf({ layout: text, name }: WorkflowFiles): Target {
  return { text, blank: newLayout(name), file: `workflows/${name}.layout.yaml` };
}

interface Edits {
  readonly workflow?: FileEdit | undefined;
  readonly layout?: FileEdit | undefined;
}

/** The files after their edits; with no edit there is nothing to undo. */
function done(files: WorkflowFiles, { workflow, layout }: Edits, inverse: Operation): Done {
  const source = {
    ...(workflow && { workflow: workflow.undo }),
    ...(layout && { layout: layout.undo }),
  };
  return {
    workflow: workflow?.text ?? files.workflow,
    layout: layout ? layout.text : files.layout,
    ...((workflow || layout) && { inverse: { ...inverse, source } }),
  };
}
