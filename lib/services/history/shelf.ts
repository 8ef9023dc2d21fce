/** Keeps the last used of things that weigh something, up to a weight of all together. */
export interface Shelf<T> {
  /** What is kept under a key, or what is read now; asked for at once, it is read once. */
  of(key: string, read: () => Promise<T>): Promise<T>;
}

/** Creates a shelf. What fails to be read is not kept. */
export function createShelf<T>(most: number, weightOf: (thing: T) => number): Shelf<T> {
  const kept = new Map<string, { readonly thing: Promise<T>; weight: number }>();
  let total = 0;

  function drop(key: string): void {
    total -= kept.get(key)?.weight ?? 0;
    kept.delete(key);
  }

  function weigh(key: string, thing: Promise<T>): void {
    thing.then((it) => {
      const entry = kept.get(key);
      if (entry?.thing !== thing) return;
      entry.weight = weightOf(it);
      total += entry.weight;
      // The last one stays, whatever it weighs: somebody is about to use it.
      for (const old of kept.keys()) {
        if (total <= most || kept.size === 1) return;
        drop(old);
      }
    }, () => kept.get(key)?.thing === thing && drop(key));
  }

  return {
    of(key, read) {
      const entry = kept.get(key);
      if (entry) {
        kept.delete(key);
        kept.set(key, entry);
        return entry.thing;
      }
      const thing = read();
      kept.set(key, { thing, weight: 0 });
      weigh(key, thing);
      return thing;
    },
  };
}
