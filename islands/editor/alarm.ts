import type { Later } from "../later.ts";

/** Does something after a pause in which nothing was asked for. */
export interface Alarm {
  /** Asks for it after a number of milliseconds, in the place of what was asked for before. */
  set(milliseconds: number): void;
  stop(): void;
}

/**
 * Creates an alarm.
 *
 * @param most How long it is put off at most, in milliseconds, by somebody who asks again and again.
 */
export function createAlarm(ring: () => void, most: number, later: Later): Alarm {
  let stopNext: (() => void) | undefined;
  let stopLast: (() => void) | undefined;
  const stop = () => {
    stopNext?.();
    stopLast?.();
    stopNext = stopLast = undefined;
  };
  const go = () => {
    stop();
    ring();
  };
  return {
    set(milliseconds) {
      stopNext?.();
      stopNext = later(go, milliseconds);
      stopLast ??= later(go, Math.max(milliseconds, most));
    },
    stop,
  };
}
