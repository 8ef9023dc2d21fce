import type { Catalogue } from "../../lib/model/catalogue.ts";
import { compare, type Drawing, isEmpty } from "../../lib/model/diff.ts";
import { AppError } from "../../lib/model/error.ts";
import { type Conflict, type Judge, merge } from "../../lib/model/merge.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { operationsBetween } from "../../lib/model/operations_between.ts";
import { problems } from "../../lib/model/problems.ts";
import { drawnFrom } from "./drawn.ts";
import { type Change, isTyped, replayed, type Texts } from "./texts.ts";

/** Three states of the files of a workflow: what both began from, and what became of it. */
export interface ThreeTexts {
  readonly base: Texts;
  /** What somebody else made; the result begins from it. */
  readonly theirs: Texts;
  /** What is here; it counts where both contradict each other. */
  readonly mine: Texts;
}

/** What three states make together. */
export interface Together {
  /** What leads from theirs to both. */
  readonly operations: readonly Operation[];
  readonly conflicts: readonly Conflict[];
}

/** Lays two states together; `undefined` where one of them cannot be read, or it cannot be written. */
export function together(
  name: string,
  { base, theirs, mine }: ThreeTexts,
  catalogue: Catalogue,
): Together | undefined {
  const drawings = [base, mine, theirs].map((texts) => drawnFrom(name, texts));
  if (drawings.some((one) => one === undefined)) return undefined;
  const [from, ours, others] = drawings as [Drawing, Drawing, Drawing];
  const judge: Judge = (workflow) => problems(workflow, catalogue);
  return attempt(() => {
    const { drawing, conflicts } = merge({ base: from, ours, theirs: others }, judge);
    return { operations: operationsBetween(others, drawing), conflicts };
  });
}

/**
 * The edits here, as they lie on what somebody else made: the very edits where they say the same as
 * what both make together, since they know their bytes.
 */
export function onTop(
  name: string,
  { theirs }: ThreeTexts,
  { operations }: Together,
  edits: readonly Change[],
): readonly Change[] {
  const whole = operations.length === 0 ? [] : [{ operations }];
  if (edits.some(isTyped)) return whole;
  const isAlike = attempt(() => {
    const [one, other] = [edits, whole].map((changes) =>
      drawnFrom(name, replayed(name, theirs, changes))
    );
    return one !== undefined && other !== undefined && isEmpty(compare(one, other));
  });
  return isAlike ? edits : whole;
}

/** The operations that make one state of the files into another, as far as operations can. */
export function operationsFrom(
  name: string,
  base: Texts,
  now: Texts,
): readonly Operation[] | undefined {
  const [before, after] = [drawnFrom(name, base), drawnFrom(name, now)];
  if (!before || !after) return undefined;
  return attempt(() => operationsBetween(before, after));
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
