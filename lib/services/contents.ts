import { decodeText } from "../format/read.ts";
import type { Store } from "../stores/store.ts";

/** The files of a repository, as they are in a work tree or at a commit. */
export interface Contents {
  /** The paths under a folder, sorted. */
  list(folder: string): Promise<string[]>;
  /** A file's text; `undefined` where there is none. */
  read(path: string): Promise<string | undefined>;
  /** Where the place can tell without reading: an id that only a file of the same bytes has. */
  idOf?(path: string): Promise<string | undefined>;
}

/** The files at a commit. */
export function contentsAt(store: Store, commit: string): Contents {
  const folders = new Map<string, Promise<ReadonlyMap<string, string>>>();
  // A commit never changes, so each of its folders is listed once.
  const idsIn = (folder: string) => {
    if (!folders.has(folder)) folders.set(folder, idsOf(store, commit, folder));
    return folders.get(folder)!;
  };
  return {
    list: async (folder) => [...(await idsIn(folder)).keys()],
    idOf: async (path) =>
      (await idsIn(path.slice(0, Math.max(0, path.lastIndexOf("/"))))).get(path),
    async read(path) {
      const bytes = await store.read(commit, path);
      return bytes && textOf(bytes);
    },
  };
}

async function idsOf(
  store: Store,
  commit: string,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  return new Map((await store.list(commit, folder)).map(({ path, id }) => [path, id]));
}

/**
 * A file's bytes as text. What is no UTF-8 is read with replacement characters, which the parser
 * then reports at their place.
 */
export function textOf(bytes: Uint8Array): string {
  return decodeText(bytes).text ?? new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

/** The names of the workflows of a repository, sorted. */
export async function workflowNames(contents: Contents): Promise<string[]> {
  return named(await contents.list("workflows"), /^workflows\/([^/]+)\.yaml$/)
    .filter((name) => !name.endsWith(".layout"));
}

/** The names of the environments of a repository, sorted. */
export async function environmentNames(contents: Contents): Promise<string[]> {
  return named(await contents.list("environments"), /^environments\/([^/]+)\.yaml$/);
}

/** The paths of everything in a repository that can be judged. */
export async function documentPaths(contents: Contents): Promise<string[]> {
  const folders = [...await contents.list("workflows"), ...await contents.list("environments")];
  const config = await contents.read("celestra.yaml") === undefined ? [] : ["celestra.yaml"];
  return [...folders.filter((path) => /\.ya?ml$/.test(path)), ...config];
}

function named(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) => pattern.exec(path)?.[1] ?? []);
}
