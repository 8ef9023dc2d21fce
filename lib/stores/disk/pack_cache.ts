/** What isomorphic-git remembers of the packs of a repository. */
export interface PackCache {
  /** What it is handed for one call. */
  current(): object;
  /** Told which files are in the folder of packs. */
  see(names: readonly string[]): void;
  /** Lets everything go. */
  forget(): void;
}

/**
 * Creates a cache. isomorphic-git itself keeps every pack that it ever read; when packs come or go,
 * such as after `git gc`, all are let go.
 */
export function createPackCache(): PackCache {
  let cache = {};
  let seen = "";
  return {
    current: () => cache,
    forget: () => void (cache = {}),
    see(names) {
      const list = [...names].sort().join("\n");
      if (seen !== "" && list !== seen) cache = {};
      seen = list;
    },
  };
}
