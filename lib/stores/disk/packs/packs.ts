import { readdirSync } from "node:fs";
import { AppError } from "../../../model/error.ts";
import { codeOf, fileError, isAbsent } from "../../atomic_files.ts";
import { createLru } from "../../objects/lru.ts";
import { idOf, type StoredObject } from "../../objects/objects.ts";
import { openPack, type Pack, type PackTools } from "./pack.ts";
import { createWindows } from "./windows.ts";

/** The packs of a repository. */
export interface Packs {
  /** Looks for an object in all packs; on a glance its hash is not looked at. */
  find(id: string, isGlance: boolean): Search;
  /** The ids in packs that begin with some hexadecimal digits. */
  startingWith(prefix: string): string[];
  /** Looks which packs are there now, and answers whether they are others than before. */
  look(): boolean;
  /** Lets everything go that was read. */
  forget(): void;
}

/** What became of a search. */
export interface Search {
  /** Not to be written into. */
  readonly object?: StoredObject;
  /** Why one that should be there could not be read. */
  readonly damage?: unknown;
}

const CACHE_BYTES = 16 * 1024 * 1024;

/** Creates the packs of a folder, such as `objects/pack`. */
export function createPacks(folder: string): Packs {
  let tools = createTools();
  /** The one that was of use last stands first. */
  let packs: Pack[] | undefined;

  function look(): boolean {
    const paths = packPaths(folder);
    const before = packs ?? [];
    const known = before.filter(({ path }) => paths.delete(path));
    packs = [...known, ...[...paths].map((path) => openPack(path, tools))];
    return paths.size > 0 || known.length < before.length;
  }

  function current(): readonly Pack[] {
    if (!packs) look();
    return packs!;
  }

  function prefer(pack: Pack): void {
    if (packs![0] === pack) return;
    packs!.splice(packs!.indexOf(pack), 1);
    packs!.unshift(pack);
  }

  /** The object in one pack, whose hash is its id: so no damage anywhere on the way stays unseen. */
  function findIn(pack: Pack, id: string, isGlance: boolean): StoredObject | undefined {
    const offset = pack.index().find(id);
    if (offset === undefined) return undefined;
    const object = pack.objectAt(offset);
    if (isGlance) return object;
    object.id ??= idOf(object);
    if (object.id !== id) throw new Error(`the object is ${object.id}`);
    return object;
  }

  return {
    find(id, isGlance) {
      let damage: unknown;
      for (const pack of current()) {
        try {
          const object = findIn(pack, id, isGlance);
          if (!object) continue;
          prefer(pack);
          return { object };
        } catch (error) {
          // What Git has removed meanwhile, it has put elsewhere before.
          if (!isAbsent(error)) damage ??= damageOf(pack, id, error);
        }
      }
      return { damage };
    },
    startingWith(prefix) {
      look();
      return current().flatMap((pack) => {
        try {
          return pack.index().startingWith(prefix);
        } catch (error) {
          if (isAbsent(error)) return [];
          throw damageOf(pack, prefix, error);
        }
      });
    },
    look,
    forget() {
      tools = createTools();
      packs = undefined;
    },
  };
}

function createTools(): PackTools {
  return { windows: createWindows(), bases: createLru(CACHE_BYTES) };
}

/** The packs that have an index. Git writes it after the pack, and removes it before. */
function packPaths(folder: string): Set<string> {
  try {
    const names = new Set(readdirSync(folder));
    const packs = [...names].flatMap((name) => /^(pack-.+)\.idx$/.exec(name)?.[1] ?? []).sort();
    const whole = packs.filter((pack) => names.has(`${pack}.pack`));
    return new Set(whole.map((pack) => `${folder}/${pack}`));
  } catch (error) {
    if (isAbsent(error)) return new Set();
    throw fileError(error, "read", folder);
  }
}

function damageOf({ path }: Pack, id: string, cause: unknown): unknown {
  if (codeOf(cause)) return fileError(cause, "read", path);
  const pack = path.slice(path.lastIndexOf("/") + 1);
  const message = `The object ${id} cannot be read: ${pack} of the repository is damaged`;
  return new AppError("store_corrupt", message, { cause, details: { id, pack } });
}
