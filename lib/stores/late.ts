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
    createBranch: async (branch, commit) => (await opened()).createBranch(branch, commit),
    keep: async (branch, commit) => (await opened()).keep(branch, commit),
    async *bundle() {
      yield* (await opened()).bundle();
    },
    tags: async () => (await opened()).tags(),
    tag: async (tag) => (await opened()).tag(tag),
    list: async (commit, folder, page) => (await opened()).list(commit, folder, page),
    read: async (commit, path) => (await opened()).read(commit, path),
    history: async (commit, limit) => (await opened()).history(commit, limit),
    log: async (commit, paths, page) => (await opened()).log(commit, paths, page),
    mergeBase: async (one, other) => (await opened()).mergeBase(one, other),
    commit: async (change) => (await opened()).commit(change),
    readNote: async (commit) => (await opened()).readNote(commit),
    writeNote: async (commit, text, author) => (await opened()).writeNote(commit, text, author),
  };
}
