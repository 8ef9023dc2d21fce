import * as files from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { AppError } from "../../model/error.ts";
import { codeOf, fileError, syncFolder } from "../atomic_files.ts";
import type { Outcome } from "../refs/refs.ts";
import { isSymbolic, readRef } from "./ref_files.ts";
import { removeStale, type StaleOptions } from "./stale_lock.ts";

/** A ref and where it is to go. */
export interface Move {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string;
}

/** A file `<ref>.lock` that this writer made. */
interface Lock {
  /** Puts an id into it and makes it the ref; `false` where it is no longer ours. */
  becomeRef(path: string, id: string): Promise<boolean>;
  /** Takes it away if it is still there. */
  release(): Promise<void>;
}

const TRIES = 20;

/** Moves a ref by Git's own protocol: lock, compare, write through, rename. */
export async function moveRef(
  common: string,
  { ref, from, to }: Move,
  options: StaleOptions,
): Promise<Outcome> {
  const path = join(common, ref);
  const lock = await takeLock(common, `${path}.lock`, options);
  if (!lock) return "busy";
  try {
    const [there, isOther] = await Promise.all([readRef(common, ref), isSymbolic(common, ref)]);
    if (there !== from) return "stale";
    if (isOther) {
      throw new AppError("not_supported", `${ref} only stands for another branch; name that one`);
    }
    return await lock.becomeRef(path, to) ? "moved" : "busy";
  } finally {
    await lock.release();
  }
}

/** Makes a lock; `undefined` while another has it. A stale one is removed once. */
export async function takeLock(
  common: string,
  path: string,
  options: StaleOptions,
): Promise<Lock | undefined> {
  let removed = false;
  for (let tries = 0; tries < TRIES; tries++) {
    const file = await openLock(path);
    if (file === "no folder") continue;
    if (file !== "taken") return lockOf(path, file);
    if (removed || !await removeStale(common, path, options)) return undefined;
    removed = true;
  }
  return undefined;
}

/** Where there is no folder one is made, to be tried again: Git removes empty ones at any time. */
async function openLock(path: string): Promise<files.FileHandle | "taken" | "no folder"> {
  try {
    return await files.open(path, "wx", 0o644);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return await makeRoom(path);
    if (code === "EEXIST" && await isFolder(dirname(path))) return "taken";
    throw lockError(path, error);
  }
}

async function makeRoom(path: string): Promise<"no folder"> {
  try {
    await files.mkdir(dirname(path), { recursive: true });
    return "no folder";
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return "no folder";
    throw lockError(path, error);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await files.stat(path).then((found) => found.isDirectory(), () => false);
}

function lockOf(path: string, file: files.FileHandle): Lock {
  let isOpen = true;

  /** A writer that was stopped for long may find the lock of another at this place. */
  async function isOurs(): Promise<boolean> {
    const stats = [file.stat(), files.stat(path).catch(() => undefined)] as const;
    const [held, there] = await Promise.all(stats);
    return held.ino === there?.ino;
  }

  return {
    async becomeRef(ref, id) {
      try {
        await file.writeFile(`${id}\n`);
        await file.sync();
        if (!await isOurs()) return false;
        await replace(path, ref);
      } catch (error) {
        throw fileError(error, "write", ref);
      }
      isOpen = false;
      await Promise.all([file.close(), syncNames(ref)]);
      return true;
    },
    async release() {
      if (!isOpen) return;
      if (await isOurs()) await files.unlink(path).catch(() => {});
      await file.close();
    },
  };
}

/** Makes a ref survive a loss of power, and the folders that were made for it. */
async function syncNames(ref: string): Promise<void> {
  const folders: string[] = [];
  for (let folder = ref; basename(folder) !== "refs";) folders.push(folder = dirname(folder));
  await Promise.all(folders.map(syncFolder));
}

/** Makes the lock the ref. Where an empty folder of former refs stands in the way, it goes. */
async function replace(lock: string, ref: string): Promise<void> {
  try {
    await files.rename(lock, ref);
  } catch (error) {
    if (!["EISDIR", "ENOTEMPTY", "EEXIST"].includes(codeOf(error) ?? "")) throw error;
    await removeEmpty(ref);
    await files.rename(lock, ref).catch((cause) => {
      throw clash(ref, cause);
    });
  }
}

async function removeEmpty(folder: string): Promise<void> {
  for (const entry of await files.readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeEmpty(join(folder, entry.name));
  }
  await files.rmdir(folder).catch(() => {});
}

function lockError(path: string, error: unknown): unknown {
  const isClash = ["EEXIST", "ENOTDIR"].includes(codeOf(error) ?? "");
  return isClash ? clash(path, error) : fileError(error, "write", path);
}

function clash(path: string, cause: unknown): AppError {
  const name = path.replace(/^.*refs\/heads\//, "").replace(/\.lock$/, "");
  const message = `The branch ${name} cannot stand beside a branch of a part of its name`;
  return new AppError("already_exists", message, { cause, details: { branch: name } });
}
