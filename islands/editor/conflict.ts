import { type Change, isTyped, replayed, sentenceOf, type Texts } from "./texts.ts";
import type { Saved } from "./workflow_files.ts";

/** Somebody else saved while there are edits here. */
export interface Conflict {
  readonly theirs: Saved;
  readonly actor: string | undefined;
  /** Why the edits here cannot be put on top of theirs; `undefined` when they can. */
  readonly refusal: string | undefined;
}

/** Why changes cannot be put on top of files; `undefined` when they can. */
export function refusalOf(
  name: string,
  theirs: Texts,
  changes: readonly Change[],
): string | undefined {
  if (changes.some(isTyped)) {
    return "You edited the source by hand, so your edits cannot be put on top by themselves. " +
      "Copy your text, take theirs, and bring your edits in again.";
  }
  try {
    replayed(name, theirs, changes);
  } catch (error) {
    return `Your edits do not fit what they saved: ${sentenceOf(error)}`;
  }
}
