/// <reference lib="dom" />

/** At most one tab of a browser leads. */
export interface Leadership {
  /** Calls `lead` once this tab leads; at once where a browser has no locks. */
  take(lead: () => void): void;
  /** Lets another tab lead. */
  leave(): void;
}

/** Creates the leadership of a name. A tab that closes or crashes loses it by itself. */
export function createLeadership(
  name: string,
  locks: LockManager | null = globalThis.navigator?.locks ?? null,
): Leadership {
  const leaving = new AbortController();
  const { signal } = leaving;
  const held = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  return {
    take(lead) {
      if (!locks) return lead();
      const hold = () => {
        lead();
        return held;
      };
      locks.request(name, { signal }, hold).catch(() => {/* It left before its turn came. */});
    },
    leave: () => leaving.abort(),
  };
}
