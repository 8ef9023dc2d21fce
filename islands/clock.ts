import { type ReadonlySignal, signal } from "@preact/signals";

/** What time it is, in milliseconds since 1970. */
export interface Clock {
  readonly now: ReadonlySignal<number>;
  /** Begins to move, until the answer is called. */
  start(): () => void;
}

/** How often it moves. */
const STEP = 15_000;

/** Creates a clock that begins at the server's time, so that both draw the same. */
export function createClock(start: number): Clock {
  const now = signal(start);
  return {
    now,
    start() {
      now.value = Date.now();
      const timer = setInterval(() => now.value = Date.now(), STEP);
      return () => clearInterval(timer);
    },
  };
}
