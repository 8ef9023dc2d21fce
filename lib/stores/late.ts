import type { Store } from "./store.ts";

/** A store that is opened when it is first asked for something. It opens once, or never. */
export function createLateStore(open: () => Promise<Store>): Store {
  let opening: Promise<Store> | undefined;
  const opened = () => opening ??= open();
  return {
    defaultBranch: async () => (await opened()).defaultBranch(),
    head: async (branch) => (await opened()).head(branch),
    branches: async () => (await opened()).branches(),
    resolve: async (revision) => (await opened()).resolve(revision),
    list: async (commit, folder) => (await opened()).list(commit, folder),
    read: async (commit, path) => (await opened()).read(commit, path),
    history: async (commit, limit) => (await opened()).history(commit, limit),
    commit: async (change) => (await opened()).commit(change),
    readNote: async (commit) => (await opened()).readNote(commit),
    writeNote: async (commit, text, author) => (await opened()).writeNote(commit, text, author),
  };
}
