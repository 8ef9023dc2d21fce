import { isOfLayout, type LayoutOperation } from "../model/apply_layout.ts";
import { AppError } from "../model/error.ts";
import type { Json } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { isOnlyAt, isOnlyOf } from "./edit/exact.ts";
import { edited, type FileEdit, readable, type Target } from "./edit/file.ts";
import { newLayout, planOfLayout, toForget, toRenamePlace } from "./edit/layout.ts";
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
  if (isOfLayout(operation)) return drawn(files, operation);
  const isMeant = (after: Json) => isOnlyOf(operation, { before: json, changes, after });
  const workflow = edited(target, changes, operation.source?.workflow, isMeant);
  return done(files, { workflow, layout: followed(files, operation) }, inverse);
}

/** What only the canvas shows. */
function drawn(files: WorkflowFiles, operation: LayoutOperation): Done {
  const target = layoutOf(files);
  const { json } = readable(target);
  const { changes, inverse } = planOfLayout(json, operation);
  const isMeant = (after: Json) => isOnlyAt(operation, json, after);
  return done(
    files,
    { layout: edited(target, changes, operation.source?.layout, isMeant) },
    inverse,
  );
}

/** The layout follows the nodes. One that cannot be read keeps nobody from changing them. */
function followed(files: WorkflowFiles, operation: Operation): FileEdit | undefined {
  if (!PLACED.includes(operation.op) || files.layout === undefined) return undefined;
  if (!isReadable(files.layout)) return undefined;
  const target = layoutOf(files);
  const { json } = readable(target);
  const changes = operation.op === "remove-node"
    ? toForget(json, operation.node)
    : operation.op === "rename-node"
    ? toRenamePlace(json, operation)
    : [];
  const isMeant = (after: Json) => isOnlyAt(operation, json, after);
  return edited(target, changes, operation.source?.layout, isMeant);
}

/** The operations that change which nodes there are. */
const PLACED: readonly Operation["op"][] = ["add-node", "remove-node", "rename-node"];

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
