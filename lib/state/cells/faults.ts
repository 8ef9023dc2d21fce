import { AppError, type ErrorCode } from "../../model/error.ts";
import { type Outcome, PATIENCE, retry } from "../retry.ts";

/** What the faults of SQLite, of which Deno KV gives only the sentence, mean to a person. */
const MEANINGS: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [/database is closed|bad resource/i, "shutting_down", "The state is closed"],
  [/disk is full|no space left/i, "storage_full", "There is no space left for the state"],
  [/malformed|not a database/i, "store_corrupt", "The file of the state is damaged"],
  [/disk i\/o error/i, "store_corrupt", "The file of the state cannot be read or written"],
  [/unable to open/i, "configuration", "The file of the state cannot be opened"],
  [/readonly database/i, "configuration", "The file of the state may not be written"],
];

const LOCKED = /database (table )?is locked|database is busy/i;

/**
 * Does something with Deno KV, which throws when two processes meet: then again, for about 5 s.
 * Other faults become errors of ours.
 */
export function withPatience<T>(work: () => Promise<T>, patience = PATIENCE): Promise<T> {
  return retry(() => attempt(work), patience);
}

async function attempt<T>(work: () => Promise<T>): Promise<Outcome<T> | undefined> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (LOCKED.test(error.message)) return undefined;
    throw meaningOf(error);
  }
}

function meaningOf(error: Error): Error {
  const meaning = MEANINGS.find(([pattern]) => pattern.test(error.message));
  return meaning ? new AppError(meaning[1], meaning[2], { cause: error }) : error;
}
