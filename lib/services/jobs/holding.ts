import type { Lease, Leases } from "../../state/state.ts";

/** A lease that is renewed until it is let go. */
export interface Holding {
  /** Aborted when it was lost to somebody else. */
  readonly lost: AbortSignal;
  /** Whether it is still ours. A process that slept sees at once that its time is over. */
  isHeld(): boolean;
  /** Renews it no longer. */
  stop(): void;
  /** Lets somebody else have it. */
  release(): Promise<void>;
}

/** How a lease is held. */
export interface HoldingOptions {
  readonly leases: Leases;
  /** Milliseconds that it lasts without being renewed. */
  readonly ttl: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** How much of its time passes before a lease is renewed. */
const RENEWED_AFTER = 0.3;

/** Holds a lease. */
export function hold(lease: Lease, { leases, ttl, now }: HoldingOptions): Holding {
  const lost = new AbortController();
  let current = lease;
  let isRenewing = false;
  const timer = setInterval(() => void renew(), ttl * RENEWED_AFTER);

  async function renew(): Promise<void> {
    if (isRenewing) return;
    isRenewing = true;
    try {
      const renewed = await leases.renew(current, ttl, now());
      if (renewed) current = renewed;
      else lose();
    } catch {
      // A store that does not answer now is asked again; until then the time runs.
    } finally {
      isRenewing = false;
    }
    isHeld();
  }

  function isHeld(): boolean {
    if (now() >= current.expiresAt) lose();
    return !lost.signal.aborted;
  }

  function stop(): void {
    clearInterval(timer);
  }

  function lose(): void {
    stop();
    lost.abort();
  }

  return {
    lost: lost.signal,
    isHeld,
    stop,
    async release() {
      stop();
      await leases.release(current);
    },
  };
}
