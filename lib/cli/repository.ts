import { AppError } from "../model/error.ts";
import { type Contents, contentsAt, textOf } from "../services/contents.ts";
import type { Store } from "../stores/store.ts";
import type { Host } from "./host.ts";
import type { Options } from "./options.ts";
import { exists, folderOf, resolvePath } from "./paths.ts";

/** A repository on this machine. */
export interface Repository {
  /** Its work tree, or the bare repository. */
  readonly root: string;
  readonly isBare: boolean;
  /** Where Celestra keeps what does not belong into Git. */
  readonly data: string;
  /** How its files are shown to the person. */
  shown(path: string): string;
  /** The files of a commit, or without one of the work tree; in a bare repository of the head. */
  contents(revision?: string): Promise<Contents>;
  store(): Promise<Store>;
}

/** The repository that `--repo` names, or that the person stands in. */
export function repositoryOf(options: Options, host: Host): Repository {
  const named = options.value("repo");
  const start = resolvePath(host.cwd, named ?? ".");
  if (!exists(start)) throw new AppError("not_found", `There is no folder ${named}`);
  const root = top(start);
  const isBare = isBareRepository(root);
  const data = host.env.CELESTRA_DATA;
  return {
    root,
    isBare,
    data: data ? resolvePath(host.cwd, data) : `${isBare ? folderOf(root) : root}/.celestra`,
    shown: (path) => shownFrom(host.cwd, root, path),
    async contents(revision) {
      if (revision === undefined && !isBare) return workTree(root);
      const store = await openStore(root);
      const commit = await store.resolve(revision ?? "HEAD");
      if (commit) return contentsAt(store, commit);
      throw new AppError("not_found", `There is no commit "${revision ?? "HEAD"}" in ${root}`);
    },
    store: () => openStore(root),
  };
}

/** Git is loaded only by the commands that ask for it. */
async function openStore(root: string): Promise<Store> {
  const { openLocalStore } = await import("../stores/local.ts");
  return await openLocalStore(root);
}

/** The nearest folder upwards that is a repository; the folder itself if none is. */
function top(start: string): string {
  for (let folder = start; folder !== "/"; folder = folderOf(folder)) {
    if (exists(`${folder}/.git`) || isBareRepository(folder)) return folder;
  }
  return start;
}

function isBareRepository(folder: string): boolean {
  return ["HEAD", "objects", "refs"].every((name) => exists(`${folder}/${name}`));
}

/** The files of a work tree. Links are not followed: they could lead anywhere. */
function workTree(root: string): Contents {
  return {
    list: (folder) => Promise.resolve(filesUnder(root, folder).sort()),
    read: (path) => {
      const file = `${root}/${path}`;
      const isFile = exists(file) && Deno.lstatSync(file).isFile;
      return Promise.resolve(isFile ? textOf(Deno.readFileSync(file)) : undefined);
    },
  };
}

function filesUnder(root: string, folder: string): string[] {
  if (!exists(`${root}/${folder}`)) return [];
  return [...Deno.readDirSync(`${root}/${folder}`)].flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) return filesUnder(root, path);
    return entry.isFile ? [path] : [];
  });
}

/** A path of the repository, from where the person stands. */
function shownFrom(cwd: string, root: string, path: string): string {
  const absolute = `${root}/${path}`;
  return absolute.startsWith(`${cwd}/`) ? absolute.slice(cwd.length + 1) : absolute;
}
