import { AppError } from "../../lib/model/error.ts";
import type { Operation } from "../../lib/model/operation.ts";
import type { applyOperations } from "../../lib/format/edit.ts";

/** The two files of a workflow: everything that the editor shows follows from them. */
export interface Texts {
  readonly workflow: string;
  /** Absent while everything is laid out automatically. */
  readonly layout: string | undefined;
}

/** A change of the files: operations, or the workflow's text as somebody typed it. */
export type Change =
  | { readonly operations: readonly Operation[] }
  | { readonly workflow: string };

/** Files after a change, and the change that takes it back. */
export interface Changed {
  readonly texts: Texts;
  readonly inverse: Change;
}

let apply: typeof applyOperations | undefined;

/** Hands over what does operations; nobody needs it before the workflow is drawn, so it comes late. */
export function applyBy(given: typeof applyOperations): void {
  apply = given;
}

/** Applies a change to the files of a workflow. @throws AppError when it does not fit. */
export function changed(name: string, texts: Texts, change: Change): Changed {
  if (isTyped(change)) {
    return { texts: { ...texts, ...change }, inverse: { workflow: texts.workflow } };
  }
  if (!apply) {
    throw new AppError("not_supported", "Editing is being loaded. Try again in a moment.");
  }
  const { workflow, layout, inverse } = apply({ ...texts, name }, change.operations);
  return {
    texts: { workflow, layout },
    inverse: { operations: inverse },
  };
}

/** Applies one change after the other. @throws AppError when one does not fit. */
export function replayed(name: string, texts: Texts, changes: readonly Change[]): Texts {
  return changes.reduce<Texts>((now, change) => changed(name, now, change).texts, texts);
}

/** The text of a layout that is a file; one laid out automatically is none. */
export function layoutText(
  { text, etag }: { readonly text: string; readonly etag?: string | null },
): string | undefined {
  return etag === undefined || etag === null ? undefined : text;
}

/** Whether a change is text that somebody typed. */
export function isTyped(change: Change): change is { readonly workflow: string } {
  return "workflow" in change;
}

/** Whether two states of the files are the same. */
export function isSame(one: Texts, other: Texts): boolean {
  return one.workflow === other.workflow && one.layout === other.layout;
}

/** The sentence of an error that was thrown on purpose; anything else is thrown on. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof AppError)) throw error;
  // The error of a list says which operation it was, which tells a person nothing.
  return error.cause instanceof AppError ? error.cause.message : error.message;
}
