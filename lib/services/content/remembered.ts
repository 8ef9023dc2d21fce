/** Remembers what was made for a key: the last used, up to a limit. */
export interface Remembered<T> {
  /** What was made for a key, or what is made now. */
  of(key: string, make: () => T): T;
}

/** Creates a memory for a number of things. What fails is made anew the next time. */
export function createRemembered<T>(limit: number): Remembered<T> {
  const known = new Map<string, T>();

  function made(key: string, make: () => T): T {
    const thing = make();
    if (thing instanceof Promise) {
      thing.catch(() => known.get(key) === thing && known.delete(key));
    }
    return thing;
  }

  return {
    of(key, make) {
      const thing = known.get(key) ?? made(key, make);
      known.delete(key);
      known.set(key, thing);
      if (known.size > limit) known.delete(known.keys().next().value!);
      return thing;
    },
  };
}

/** Makes something of each object once; it is gone with the object, or when it failed. */
export function oncePer<Of extends object, T>(make: (of: Of) => T): (of: Of) => T {
  const known = new WeakMap<Of, T>();
  return (of) => {
    const thing = known.get(of);
    if (thing !== undefined) return thing;
    const made = make(of);
    known.set(of, made);
    if (made instanceof Promise) made.catch(() => known.delete(of));
    return made;
  };
}
