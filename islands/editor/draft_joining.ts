import type { Catalogue } from "../../lib/model/catalogue.ts";
import type { Operation } from "../../lib/model/operation.ts";
import { ApiError } from "../api.ts";
import { type Change, isSame, replayed, sentenceOf, type Texts } from "./texts.ts";
import { onTop, together } from "./together.ts";

/** A draft that somebody kept elsewhere, and the edits here. */
export interface TwoDrafts {
  /** The files that the draft begins from, and what it does with them. */
  readonly base: Texts;
  readonly operations: readonly Operation[];
  /** The files here when the draft was kept last, as they are now, and what lies between. */
  readonly before: Texts;
  readonly mine: Texts;
  readonly since: readonly Change[];
}

/** Both in one. */
export interface JoinedDraft {
  /** What the draft does. */
  readonly edits: readonly Change[];
  /** What is done here on top of it. */
  readonly own: readonly Change[];
  /** The files of the draft. */
  readonly theirs: Texts;
  /** What the person is to know of it. */
  readonly said: string | undefined;
}

/**
 * Lays the edits here on a draft that was kept elsewhere. Where both contradict each other, what is
 * here counts.
 *
 * @throws ApiError when it cannot be done now.
 */
export function joinedDraft(name: string, drafts: TwoDrafts, catalogue: Catalogue): JoinedDraft {
  const { base, operations, before, mine, since } = drafts;
  const edits = [{ operations }];
  const theirs = filesOf(name, base, edits);
  if (isSame(mine, before) || isSame(mine, theirs)) {
    // Whoever opens the editor expects the draft.
    const isNews = !isSame(mine, theirs) && !isSame(before, base);
    return { edits, own: [], theirs, said: isNews ? TAKEN : undefined };
  }
  const three = { base: before, theirs, mine };
  const both = together(name, three, catalogue);
  if (!both) throw sentence(APART);
  const own = onTop(name, three, both, since);
  return { edits, own, theirs, said: bothSaid(both.conflicts.length) };
}

/** The files of a draft. @throws ApiError when it does not fit its own base. */
function filesOf(name: string, base: Texts, edits: readonly Change[]): Texts {
  try {
    return replayed(name, base, edits);
  } catch (error) {
    throw sentence(`Your draft does not fit the files it was drawn on: ${sentenceOf(error)}`);
  }
}

const TAKEN = "Your draft was edited in another tab or on another device. You see it as it is now.";

const APART =
  "This draft was edited elsewhere as well, and both cannot be put together while the " +
  "source cannot be read. Correct it, and Celestra tries again.";

function bothSaid(conflicts: number): string {
  const start = "Your draft was edited in another tab or on another device as well. ";
  if (conflicts === 0) return `${start}You see the edits of both.`;
  const what = conflicts === 1 ? "one thing" : `${conflicts} things`;
  return `${start}Both differ in ${what}; what you did here counts.`;
}

/** Why something cannot be done now, for the person. */
function sentence(message: string): ApiError {
  return new ApiError(0, "draft", message);
}
