/** Runs one piece of work after the other. */
export interface Turns {
  /** Runs `work` when everything before it has ended. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Settles when all work has ended; never rejects. */
  ended(): Promise<void>;
}

/** Creates a queue of work. A failure is its caller's; the next in the queue does not see it. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(work) {
      const done = last.then(work);
      last = done.catch(() => {});
      return done;
    },
    ended: async () => void await last,
  };
}
