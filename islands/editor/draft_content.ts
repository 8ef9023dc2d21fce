import type { Operation } from "../../lib/model/operation.ts";
import { type Change, isSame, isTyped, replayed, type Texts } from "./texts.ts";
import { operationsFrom } from "./together.ts";

/** What a draft holds of the edits here. */
export interface DraftContent {
  readonly operations: readonly Operation[];
  /** Whether it holds all of them; comments that somebody typed are no operations. */
  readonly isWhole: boolean;
}

/** How many operations a draft holds before they are drawn together; a server takes 1000. */
const MANY = 400;

/**
 * What a draft holds of edits that lead from one state of the files to another; `undefined` while
 * the files cannot be read.
 */
export function draftContent(
  name: string,
  base: Texts,
  now: Texts,
  edits: readonly Change[],
): DraftContent | undefined {
  const operations = edits.flatMap((change) => isTyped(change) ? [] : change.operations);
  if (!edits.some(isTyped) && operations.length <= MANY) return { operations, isWhole: true };
  const short = operationsFrom(name, base, now);
  if (!short) return undefined;
  const made = short.length === 0 ? base : replayed(name, base, [{ operations: short }]);
  return { operations: short, isWhole: !edits.some(isTyped) || isSame(made, now) };
}
