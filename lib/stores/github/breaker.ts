import { busy } from "./faults.ts";

/** Keeps from asking a host that does not answer. */
export interface Breaker {
  /** @throws `store_busy` while the host is left alone. */
  check(): void;
  worked(): void;
  failed(): void;
}

const MOST_FAILURES = 5;
const REST = 30_000;

/** Creates a breaker: after five failures it rests for 30 s, then lets one request try. */
export function createBreaker(now: () => number): Breaker {
  let failures = 0;
  let restsUntil = 0;
  return {
    check() {
      if (failures < MOST_FAILURES) return;
      if (now() < restsUntil) throw busy("GitHub does not answer", restsUntil - now());
      // Others wait until this one has come back.
      restsUntil = now() + REST;
    },
    worked() {
      failures = 0;
    },
    failed() {
      failures++;
      if (failures >= MOST_FAILURES) restsUntil = now() + REST;
    },
  };
}
