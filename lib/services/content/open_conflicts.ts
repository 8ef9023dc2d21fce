import { conflictText } from "../../model/conflict_text.ts";
import { AppError } from "../../model/error.ts";
import { hashOf } from "../../model/hash.ts";
import type { Json } from "../../model/json.ts";
import type { Conflict } from "../../model/merge.ts";

/** A conflict that somebody has to decide. */
export interface OpenConflict extends Conflict {
  /** Names it as it is: when a side changes, it is another conflict. */
  readonly id: string;
  readonly file: "workflow" | "layout";
}

/** Conflicts of a file with their names. */
export function openConflicts(
  file: OpenConflict["file"],
  conflicts: readonly Conflict[],
): OpenConflict[] {
  return conflicts.map((conflict) => ({ ...conflict, id: idOf(file, conflict), file }));
}

function idOf(file: string, { node, path, base, ours, theirs, message = "" }: Conflict): string {
  return hashOf(JSON.stringify([file, node, path, base, ours, theirs, message]));
}

/** What met, and what of it contradicts each other. */
export interface Collision {
  readonly name: string;
  /** The commit that both began from; absent where nobody knows it. */
  readonly base?: string | undefined;
  readonly head: string | undefined;
  /** The workflow's ETag at the head. */
  readonly etag?: string | undefined;
  readonly conflicts: readonly OpenConflict[];
  /** Where no single conflict can be named: `deleted` or `unreadable`. */
  readonly reason?: "deleted" | "unreadable";
  /** The reason in a sentence. */
  readonly message?: string;
}

/** The error that tells what has to be decided. */
export function collision({ name, message, ...details }: Collision): AppError {
  const { conflicts } = details;
  const [first] = conflicts;
  const rest = conflicts.length > 1 ? ` (and ${conflicts.length - 1} more)` : "";
  const told = first ? `${conflictText(first as unknown as Json)}${rest}` : message;
  return new AppError("conflict", `${name} was changed by both sides: ${told}`, { details });
}
