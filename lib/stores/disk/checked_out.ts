import { readdir } from "node:fs/promises";
import { textOf } from "../atomic_files.ts";
import { isBare, type RepositoryFolder } from "./folder.ts";

/** The branches that a work tree has checked out, or will return to after a rebase. */
export async function checkedOut(folder: RepositoryFolder): Promise<ReadonlySet<string>> {
  const refs = new Set<string>();
  for (const workTree of await workTrees(folder)) {
    for (const file of ["HEAD", "rebase-merge/head-name", "rebase-apply/head-name"]) {
      const text = (await textOf(`${workTree}/${file}`))?.trim();
      if (text) refs.add(text.replace(/^ref:\s*/, ""));
    }
  }
  return refs;
}

/** Where the HEAD of each work tree is. That of a bare repository has none. */
async function workTrees(folder: RepositoryFolder): Promise<string[]> {
  const { common } = folder;
  const linked = await readdir(`${common}/worktrees`).catch(() => []);
  return [
    ...(await isBare(folder) ? [] : [common]),
    ...linked.map((name) => `${common}/worktrees/${name}`),
  ];
}
