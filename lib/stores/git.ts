import * as files from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { expandOid, type PromiseFsClient, readObject } from "isomorphic-git";
import { AppError } from "../model/error.ts";
import { codeOf, fileError, type NewFile, writeAllAtomic } from "./atomic_files.ts";
import { createPackCache } from "./disk/pack_cache.ts";
import { type ObjectKind, type Objects, type StoredObject, wrapped } from "./objects/objects.ts";

/** How files come to be; {@linkcode writeAllAtomic} unless a test lets it fail. */
export type WriteFiles = (files: readonly NewFile[]) => Promise<void>;

const packed = promisify(deflate);

/** How often an object is looked for that seems damaged. */
const TRIES = 5;

/** The objects of a Git repository on disk, loose and packed. */
export function gitObjects(gitdir: string, write: WriteFiles = writeAllAtomic): Objects {
  const packs = createPackCache();
  const fs = fileLayer(packs.see);

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

  /**
   * The file of an object, unless it is here and whole; then it is kept from being pruned, as Git
   * does. One that lies in a pack is written once more: that is faster than to look.
   */
  async function fileOf([id, object]: [string, StoredObject]): Promise<NewFile[]> {
    const path = join(gitdir, "objects", id.slice(0, 2), id.slice(2));
    const now = new Date();
    const isHere = await files.utimes(path, now, now).then(() => true, () => false);
    if (isHere && await isWhole(id)) return [];
    return [{ path, bytes: await packed(wrapped(object)), mode: 0o444 }];
  }

  async function isWhole(id: string): Promise<boolean> {
    // The empty tree is said to be anywhere, but Git wants it written.
    return await find(id).then((found) => Boolean(found?.source), () => false);
  }

  return {
    read: findPatiently,
    write: async (objects) => await write((await Promise.all([...objects].map(fileOf))).flat()),
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

/** The files as isomorphic-git asks for them. Nothing is written through this. */
function fileLayer(seePacks: (names: readonly string[]) => void): PromiseFsClient {
  const promises = {
    readFile: async (path: string, options?: BufferEncoding) => await files.readFile(path, options),
    writeFile: files.writeFile,
    async readdir(path: string) {
      const names = await files.readdir(path);
      if (path.endsWith("objects/pack")) seePacks(names);
      return names;
    },
    stat: files.stat,
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
