import * as files from "node:fs/promises";
import { promisify } from "node:util";
import { deflate } from "node:zlib";
import { type NewFile, writeAllAtomic } from "./atomic_files.ts";
import { loosePath, looseStartingWith, readLoose } from "./disk/loose.ts";
import { createCommitGraphs } from "./disk/packs/commit_graph.ts";
import { createPacks } from "./disk/packs/packs.ts";
import { type Objects, type StoredObject, wrapped } from "./objects/objects.ts";

/** How files come to be; {@linkcode writeAllAtomic} unless a test lets it fail. */
export type WriteFiles = (files: readonly NewFile[]) => Promise<void>;

const packed = promisify(deflate);

/** How often an object is looked for that seems damaged. */
const TRIES = 3;

/** Git knows it everywhere, written or not. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * The objects of a Git repository on disk, loose and packed. They are read at once, not in turns with
 * other work: each takes microseconds where a promise of the file system takes a tenth of a millisecond.
 */
export function gitObjects(gitdir: string, write: WriteFiles = writeAllAtomic): Objects {
  const folder = `${gitdir}/objects`;
  const packs = createPacks(`${folder}/pack`);

  function find(id: string, isGlance: boolean): StoredObject | undefined {
    const { object, damage } = packs.find(id, isGlance);
    const found = object ?? readLoose(folder, id);
    if (found) return found;
    // Git puts an object into its new place before it takes it from the old one.
    if (packs.look()) return find(id, isGlance);
    if (damage) throw damage;
    return id === EMPTY_TREE ? { kind: "tree", bytes: new Uint8Array() } : undefined;
  }

  /** What seems damaged may be only half written by a program less careful than Git. */
  async function findPatiently(id: string, isGlance: boolean): Promise<StoredObject | undefined> {
    for (let tries = 1;; tries++) {
      try {
        return find(id, isGlance);
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
    const path = loosePath(folder, id);
    const now = new Date();
    const isHere = await files.utimes(path, now, now).then(() => true, () => false);
    if (isHere && isWhole(id)) return [];
    return [{ path, bytes: await packed(wrapped(object)), mode: 0o444 }];
  }

  function isWhole(id: string): boolean {
    try {
      return readLoose(folder, id) !== undefined;
    } catch {
      return false;
    }
  }

  return {
    read: (id) => findPatiently(id, false),
    glance: (id) => findPatiently(id, true),
    graph: createCommitGraphs(gitdir),
    write: async (objects) => await write((await Promise.all([...objects].map(fileOf))).flat()),
    startingWith: (prefix) =>
      Promise.try(() => [
        ...new Set([...packs.startingWith(prefix), ...looseStartingWith(folder, prefix)]),
      ]),
  };
}
