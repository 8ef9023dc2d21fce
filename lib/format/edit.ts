import { isOfLayout, type LayoutOperation } from "../model/apply_layout.ts";
import { AppError } from "../model/error.ts";
import { isObject, type Json } from "../model/json.ts";
import type { Operation } from "../model/operation.ts";
import { isOnlyAt, isOnlyOf } from "./edit/exact.ts";
import { edited, type FileEdit, planned, type Target } from "./edit/file.ts";
import { newLayout, planOfLayout, toForget, toRenamePlace } from "./edit/layout.ts";
import { aboutOf } from "./edit/outline.ts";
import { planOf } from "./edit/plan.ts";
import { type Readings, shared } from "./edit/reading.ts";
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

/** How operations are applied. */
export interface EditOptions {
  /** Whether an alias gives way to what it stands for, where it keeps a value from being edited. */
  readonly expandAliases?: boolean;
}

/**
 * Applies operations to the text of a workflow and its layout, one after the other. Only what an
 * operation is about changes; every byte beside it stays. Each result is read again and says
 * exactly what the operation promises. Where a file cannot be read, all of it that can is edited.
 *
 * @throws `invalid_input` where an operation names what is not there, `not_supported` where the
 * text cannot be changed in that place, `unprocessable` with `details.problems` where it cannot be
 * read. The message and `details.index` name the operation, and nothing is done.
 */
export function applyOperations(
  files: WorkflowFiles,
  operations: readonly Operation[],
  options: EditOptions = {},
): Edited {
  return applyAll({ ...files, ...options, readings: shared }, operations);
}

/** Files on the way from one operation to the next. */
export interface Work extends WorkflowFiles, EditOptions {
  readonly readings: Readings;
}

/** The same, with what was read before. */
export function applyAll(work: Work, operations: readonly Operation[]): Edited {
  let now = work;
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

/** What one operation made of the files; nothing is to be undone where they said it already. */
interface Done {
  readonly workflow: string;
  readonly layout: string | undefined;
  readonly inverse?: Operation;
}

function applyOne(work: Work, operation: Operation): Done {
  checkSayable(operation);
  const { readings, expandAliases = false } = work;
  const file = `workflows/${work.name}.yaml`;
  const target = { text: work.workflow, file, readings, expandAliases };
  const { json, plan: { changes, inverse } } = planned(
    target,
    aboutOf(operation),
    (json) => planOf(json, operation),
  );
  if (isOfLayout(operation)) return drawn(work, operation);
  const isMeant = (after: Json) => isOnlyOf(operation, { before: json, changes, after });
  const workflow = edited(target, changes, operation.source?.workflow, isMeant);
  return done(work, { workflow, layout: followed(work, operation) }, inverse);
}

/** What only the canvas shows. */
function drawn(work: Work, operation: LayoutOperation): Done {
  const target = layoutOf(work);
  const { json, plan } = planned(
    target,
    aboutOf(operation),
    (json) => planOfLayout(json, operation),
  );
  const isMeant = (after: Json) => isOnlyAt(operation, json, after);
  const layout = edited(target, plan.changes, operation.source?.layout, isMeant);
  return done(work, { layout }, plan.inverse);
}

/** The layout follows the nodes. One that cannot be read keeps nobody from changing them. */
function followed(work: Work, operation: Operation): FileEdit | undefined {
  if (!PLACED.includes(operation.op) || work.layout === undefined) return undefined;
  const reading = work.readings.of(work.layout);
  if (!("json" in reading) || !isObject(reading.json)) return undefined;
  const target = layoutOf(work);
  const { json } = reading;
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

function layoutOf({ layout: text, name, readings, expandAliases = false }: Work): Target {
  const file = `workflows/${name}.layout.yaml`;
  return { text, blank: newLayout(name), file, readings, expandAliases };
}

interface Edits {
  readonly workflow?: FileEdit | undefined;
  readonly layout?: FileEdit | undefined;
}

/** The files after their edits; with no edit there is nothing to undo. */
function done(files: Work, { workflow, layout }: Edits, inverse: Operation): Done {
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
