import type { StoreAdapter } from "./adapter.ts";
import type { Objects, StoredObject } from "./objects/objects.ts";
import type { Refs } from "./refs/refs.ts";
import { createRepository } from "./repository.ts";
import type { Store } from "./store.ts";

/** How a store in memory behaves. */
export interface MemoryStoreOptions {
  /** What HEAD names; `main` unless told. */
  readonly defaultBranch?: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** A store that is gone with the process. */
export const memory: StoreAdapter = {
  id: "memory",
  open: ({ defaultBranch = "main" }) => Promise.resolve(createMemoryStore({ defaultBranch })),
};

/** Creates an empty store in memory. */
export function createMemoryStore(options: MemoryStoreOptions = {}): Store {
  const { defaultBranch = "main", now = Date.now } = options;
  const refs = memoryRefs(defaultBranch);
  return createRepository({ objects: memoryObjects(), refs, now, lockWait: 0 });
}

/** Objects that are gone with the process. */
export function memoryObjects(): Objects {
  const objects = new Map<string, StoredObject>();
  return {
    read: (id) => Promise.resolve(objects.get(id)),
    write(some) {
      for (const [id, { kind, bytes }] of some) objects.set(id, { kind, bytes: bytes.slice() });
      return Promise.resolve();
    },
    startingWith: (prefix) =>
      Promise.resolve([...objects.keys()].filter((id) => id.startsWith(prefix))),
  };
}

/** Refs that are gone with the process. */
export function memoryRefs(defaultBranch: string): Refs {
  const refs = new Map<string, string>();
  return {
    key: crypto.randomUUID(),
    head: () => Promise.resolve({ ref: `refs/heads/${defaultBranch}` }),
    read: (ref) => Promise.resolve(refs.get(ref)),
    list: (prefix) => Promise.resolve([...refs.keys()].filter((ref) => ref.startsWith(prefix))),
    checkMovable: () => Promise.resolve(),
    move(ref, from, to) {
      if (refs.get(ref) !== from) return Promise.resolve("stale");
      refs.set(ref, to);
      return Promise.resolve("moved");
    },
    cuts: () => Promise.resolve(new Set()),
  };
}
