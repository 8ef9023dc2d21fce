/** A cache that holds up to a number of bytes and forgets first what was used least recently. */
export interface Lru<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, bytes: number): void;
}

/** Creates a cache. What takes over a quarter of it alone is not kept. */
export function createLru<Value>(capacity: number): Lru<Value> {
  const entries = new Map<string, { value: Value; bytes: number }>();
  let held = 0;

  function remove(key: string): void {
    held -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  }

  return {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      // A map keeps the order of insertion, so the oldest stand first.
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    set(key, value, bytes) {
      if (bytes > capacity / 4) return;
      remove(key);
      entries.set(key, { value, bytes });
      held += bytes;
      for (const oldest of entries.keys()) {
        if (held <= capacity) break;
        remove(oldest);
      }
    },
  };
}
