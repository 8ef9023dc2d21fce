import { AppError } from "../model/error.ts";

/** How long something is tried, in milliseconds. */
export const PATIENCE = 5_000;

const LONGEST_PAUSE = 100;

/** What an attempt came to. */
export interface Outcome<T> {
  readonly answer: T;
}

/**
 * Attempts something until it comes to an answer. The pauses between are random, so that those who
 * met do not meet again.
 *
 * @param patience For how many milliseconds an attempt is begun.
 * @throws `store_busy` when it takes too long.
 */
export async function retry<T>(
  attempt: () => Promise<Outcome<T> | undefined>,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  for (let pause = 2; performance.now() < end; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    const outcome = await attempt();
    if (outcome) return outcome.answer;
    await new Promise((resolve) => setTimeout(resolve, Math.random() * pause));
  }
  throw new AppError("store_busy", "The state is being changed by others; try again");
}
