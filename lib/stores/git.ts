import * as files from "node:fs/promises";
import { join } from "node:path";
import { expandOid, type PromiseFsClient, readObject, writeObject } from "isomorphic-git";
import { AppError } from "../model/error.ts";
import { codeOf, fileError, writeAtomic } from "./atomic_files.ts";
import { createPackCache } from "./disk/pack_cache.ts";
import { idOf, type ObjectKind, type Objects, type StoredObject } from "./objects/objects.ts";

/** How a file comes to be; {@linkcode writeAtomic} unless a test lets it fail. */
export type WriteFile = (path: string, bytes: Uint8Array, mode: number) => Promise<void>;

/** How often an object is looked for that seems damaged. */
const TRIES = 5;

/** The objects of a Git repository on disk, loose and packed. */
export function gitObjects(gitdir: string, write: WriteFile = writeAtomic): Objects {
  const packs = createPackCache();
  const fs = fileLayer(write, packs.see);

  async function find(id: string): Promise<(StoredObject & { source: string }) | undefined> {
    try {
      const found = await readObject({
        fs,
        gitdir,
        oid: id,
        format: "content",
        cache: packs.current(),
      });
      const { type, object, source = "" } = found as unknown as Found;
      return { kind: type, bytes: object, source };
    } catch (error) {
      if (isNamed(error, "NotFoundError")) return undefined;
      throw damaged(id, error);
    }
  }

  /**
   * `git gc` moves objects from place to place: what was nowhere a moment ago, or half away, may be
   * back.
   */
  async function findPatiently(id: string): Promise<StoredObject | undefined> {
    for (let tries = 1;; tries++) {
      try {
        const found = await find(id);
        if (found || tries > 1) return found;
      } catch (error) {
        if (tries === TRIES) throw error;
        packs.forget();
        await new Promise((resolve) => setTimeout(resolve, tries * 10));
      }
    }
  }

  /** Whether an object is here and whole; then it is kept from being pruned, as Git does. */
  async function holds(id: string): Promise<boolean> {
    const found = await find(id).catch(() => undefined);
    // The empty tree is said to be anywhere, but Git wants it written.
    if (!found?.source) return false;
    const now = new Date();
    return await files.utimes(join(gitdir, found.source), now, now).then(() => true, () => false);
  }

  return {
    read: findPatiently,
    async write(object) {
      const id = idOf(object);
      if (await holds(id)) return id;
      const { kind: type, bytes } = object;
      return await writeObject({ fs, gitdir, type, object: bytes, format: "content" });
    },
    async startingWith(prefix) {
      try {
        return [await expandOid({ fs, gitdir, oid: prefix, cache: packs.current() })];
      } catch (error) {
        if (isNamed(error, "NotFoundError")) return [];
        if (isNamed(error, "AmbiguousError")) return (error as Ambiguous).data.matches;
        throw fileError(error, "read", gitdir);
      }
    },
  };
}

interface Found {
  readonly type: ObjectKind;
  readonly object: Uint8Array;
  readonly source?: string;
}

interface Ambiguous {
  readonly data: { readonly matches: string[] };
}

/** The files as isomorphic-git asks for them. Only objects are written through this. */
function fileLayer(
  write: WriteFile,
  seePacks: (names: readonly string[]) => void,
): PromiseFsClient {
  const promises = {
    readFile: async (path: string, options?: BufferEncoding) => await files.readFile(path, options),
    async writeFile(path: string, bytes: Uint8Array) {
      await write(path, bytes, 0o444);
    },
    async readdir(path: string) {
      const names = await files.readdir(path);
      if (path.endsWith("objects/pack")) seePacks(names);
      return names;
    },
    // It never writes over what exists, however damaged. Whether an object is here and whole is
    // asked before, in `holds`.
    stat: () => Promise.reject(Object.assign(new Error("not asked"), { code: "ENOENT" })),
    lstat: files.lstat,
    mkdir: files.mkdir,
    readlink: files.readlink,
    rmdir: files.rmdir,
    symlink: files.symlink,
    unlink: files.unlink,
  };
  return { promises };
}

function isNamed(error: unknown, name: string): boolean {
  return (error as Error | undefined)?.name === name;
}

function damaged(id: string, cause: unknown): unknown {
  if (codeOf(cause)) return fileError(cause, "read", id);
  return new AppError("store_corrupt", `The object ${id} of the repository is damaged`, {
    cause,
    details: { id },
  });
}
