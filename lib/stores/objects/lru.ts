/** A cache that holds up to a number of bytes and forgets what was not used for long. */
export interface Lru<Value, Key = string> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value, bytes: number): void;
}

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * Creates a cache. What takes over a quarter of it alone is not kept. It has two halves: what is used
 * moves to the young one, and when that is full, it becomes the old one, and the old one is forgotten.
 * So to be used costs one look into a map, where to keep everything in order would cost two writes.
 */
export function createLru<Value, Key = string>(capacity: number): Lru<Value, Key> {
  let young = new Map<Key, Entry<Value>>();
  let old = new Map<Key, Entry<Value>>();
  let held = 0;

  function add(key: Key, entry: Entry<Value>): void {
    if (held + entry.bytes > capacity / 2) {
      old = young;
      young = new Map();
      held = 0;
    }
    young.set(key, entry);
    held += entry.bytes;
  }

  function remove(key: Key): void {
    held -= young.get(key)?.bytes ?? 0;
    young.delete(key);
    old.delete(key);
  }

  return {
    get(key) {
      const entry = young.get(key);
      if (entry) return entry.value;
      const aged = old.get(key);
      if (!aged) return undefined;
      old.delete(key);
      add(key, aged);
      return aged.value;
    },
    set(key, value, bytes) {
      remove(key);
      if (bytes <= capacity / 4) add(key, { value, bytes });
    },
  };
}
