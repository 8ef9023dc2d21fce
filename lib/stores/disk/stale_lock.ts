import * as files from "node:fs/promises";
import { join } from "node:path";
import { isAbsent, temporaryName } from "../atomic_files.ts";

/** When a lock belongs to nobody any more. */
export interface StaleOptions {
  /** Milliseconds after which a lock is taken for that of a dead process. */
  readonly staleLock: number;
  /** Told when one was removed. */
  readonly onStaleLock: (path: string) => void;
}

/**
 * Removes the lock of a dead process; answers whether the place is free now.
 *
 * Two may see the same stale lock. If the slower one removed by name, it would take the fresh lock
 * of the faster. So only one at a time looks and removes, by a lock of the system that dies with its
 * process; and because Git does not ask for that one, the file is put aside and looked at again.
 */
export async function removeStale(
  common: string,
  path: string,
  { staleLock, onStaleLock }: StaleOptions,
): Promise<boolean> {
  using turn = await Deno.open(join(common, "objects"));
  await turn.lock(true);
  const seen = await statOf(path);
  if (!seen) return true;
  if (Date.now() - seen.mtimeMs < staleLock) return false;
  if (!await removeIfStill(common, path, seen)) return !await statOf(path);
  onStaleLock(path);
  return true;
}

/** A file as it was seen. */
export interface Seen {
  readonly ino: number;
  readonly mtimeMs: number;
}

/** Removes a file unless another one has taken its place; answers whether it did. */
export async function removeIfStill(common: string, path: string, seen: Seen): Promise<boolean> {
  const aside = join(common, "objects", temporaryName());
  if (!await renamed(path, aside)) return false;
  const taken = await statOf(aside);
  const isSame = taken?.ino === seen.ino && taken.mtimeMs === seen.mtimeMs;
  if (!isSame) await files.link(aside, path).catch(() => {});
  await files.unlink(aside).catch(() => {});
  return isSame;
}

async function statOf(path: string): Promise<Seen | undefined> {
  try {
    return await files.stat(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await files.rename(from, to);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}
