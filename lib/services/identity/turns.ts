import { AppError } from "../../model/error.ts";

/** Tasks that take turns: a few run at once, a few more wait, and the rest are refused. */
export interface Turns {
  /** Runs a task when it is its turn; throws as `expectRoom` does. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
  /** @throws `rate_limited` while as many wait as may. */
  expectRoom(): void;
}

/** How long those who were refused should stay away, in seconds. */
const RETRY_AFTER = 5;

/** Creates a queue for tasks that are dear. */
export function createTurns(
  { running: atOnce, waiting: mostWaiting }: { running: number; waiting: number },
): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;

  function expectRoom(): void {
    if (waiting.length < mostWaiting) return;
    throw new AppError(
      "rate_limited",
      `Too many people sign in at this moment; try again in ${RETRY_AFTER} seconds`,
      { details: { retryAfter: RETRY_AFTER } },
    );
  }

  /** Whoever ends hands the place on, so that nobody who comes later can take it. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }

  return {
    expectRoom,
    async run(task) {
      expectRoom();
      if (running < atOnce) running++;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
