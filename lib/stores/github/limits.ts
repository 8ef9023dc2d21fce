import { busy } from "./faults.ts";

/** What an answer says about how much may be asked. */
export interface Measured {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  /** What an error says. */
  readonly message?: string;
}

/** Obeys what GitHub says about how much it may be asked. */
export interface Limits {
  /** @throws `store_busy` with the time that is left, while nothing may be asked. */
  check(budget: Budget): void;
  /** Learns from an answer; until when nothing may be asked, where it was refused for asking too much. */
  learn(budget: Budget, answer: Measured): number | undefined;
}

/** GitHub counts its two sorts of API apart. */
export type Budget = "core" | "graphql";

const MINUTE = 60_000;
/** A pause that GitHub did not measure doubles this often at most: up to 16 minutes. */
const DOUBLINGS = 4;

/** Creates the limits of one token. */
export function createLimits(now: () => number): Limits {
  const spentUntil = { core: 0, graphql: 0 };
  let pausedUntil = 0;
  let refusals = 0;

  function pauseFor({ headers }: Measured, budget: Budget): number {
    const after = Number(headers["retry-after"] ?? NaN);
    if (after >= 0) return now() + after * 1000;
    if (spentUntil[budget] > now()) return spentUntil[budget];
    return now() + MINUTE * 2 ** Math.min(refusals - 1, DOUBLINGS);
  }

  return {
    check(budget) {
      const until = Math.max(pausedUntil, spentUntil[budget]);
      if (now() < until) throw busy("GitHub has been asked too much", until - now());
    },
    learn(budget, answer) {
      const { headers } = answer;
      const reset = Number(headers["x-ratelimit-reset"] ?? NaN) * 1000;
      if (String(headers["x-ratelimit-remaining"]) === "0" && reset > 0) spentUntil[budget] = reset;
      if (!isTooMuch(answer)) {
        if (answer.status < 400) refusals = 0;
        return undefined;
      }
      refusals++;
      return pausedUntil = Math.max(pausedUntil, pauseFor(answer, budget));
    },
  };
}

/** A 403 may also mean that something is not allowed at all. */
function isTooMuch({ status, headers, message = "" }: Measured): boolean {
  if (status === 429) return true;
  if (status !== 403 && status !== 200) return false;
  const isSaid = /rate limit|abuse detection/i.test(message);
  if (status === 200) return isSaid;
  return isSaid || headers["retry-after"] !== undefined ||
    String(headers["x-ratelimit-remaining"]) === "0";
}
