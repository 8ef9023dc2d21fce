import type { KeyValue, Transaction } from "./key_value.ts";
import { PATIENCE, retry } from "./retry.ts";

/** What is to be written by what stands there now, and what is answered once it is. */
export interface Decision<T> {
  /** Absent when there is nothing to write. */
  readonly transaction?: Transaction;
  readonly answer: T;
}

/** The last in the queue for each store: those of one process would only thwart each other. */
const queues = new WeakMap<KeyValue, Promise<unknown>>();

/**
 * Reads, decides and writes as one step: `decide` names in `checks` what it relied on, and runs
 * again when another process changed it meanwhile. It must not call `transact` itself.
 */
export function transact<T>(
  keyValue: KeyValue,
  decide: () => Promise<Decision<T>>,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  const attempt = async () => {
    const { transaction, answer } = await decide();
    return !transaction || await keyValue.commit(transaction) ? { answer } : undefined;
  };
  const before = queues.get(keyValue) ?? Promise.resolve();
  const turn = before.then(() => retry(attempt, end - performance.now()));
  queues.set(keyValue, turn.catch(() => {}));
  return turn;
}
