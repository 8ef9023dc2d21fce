import { closeSync, fsync, mkdirSync, openSync, renameSync, writeFileSync } from "node:fs";
import * as files from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { AppError, type ErrorCode } from "../model/error.ts";

/** What the faults of a file system mean to a person. */
const MEANINGS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ["storage_full", "There is no space left"],
  EDQUOT: ["storage_full", "There is no space left"],
  EFBIG: ["storage_full", "There is no space left"],
  EACCES: ["permission_denied", "There is no permission"],
  EPERM: ["permission_denied", "There is no permission"],
  EROFS: ["permission_denied", "There is no permission"],
};

/** Git's own prefix: `git prune` removes such a file, and `git fsck` overlooks it. */
const PREFIX = "tmp_obj_celestra_";

/**
 * Waits for the disk. All else is done at once and not in turns with other work: it takes
 * microseconds, where a promise of the file system takes a tenth of a millisecond.
 */
const synced = promisify(fsync);

/** A name for a file that is not whole yet. */
export function temporaryName(): string {
  return PREFIX + crypto.randomUUID();
}

/** Whether a name is one of {@linkcode temporaryName}. */
export function isTemporary(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** A file that is to come. */
export interface NewFile {
  readonly path: string;
  readonly bytes: Uint8Array | string;
  readonly mode?: number;
}

/** A file that is written, but under another name. */
interface Written extends NewFile {
  readonly temporary: string;
}

/** Writes a file whole or not at all, over one that is there, and through to the disk. */
export async function writeAtomic(path: string, bytes: Uint8Array | string): Promise<void> {
  await writeAllAtomic([{ path, bytes }]);
}

/**
 * Writes files as {@linkcode writeAtomic} does, but waits for the disk once for all of them. Each
 * appears after those before it.
 */
export async function writeAllAtomic(wanted: readonly NewFile[]): Promise<void> {
  const all = wanted.map((file) => ({
    ...file,
    temporary: join(dirname(file.path), temporaryName()),
  }));
  try {
    await together(all.map(prepare));
    for (const { temporary, path } of all) await trying(path, () => renameSync(temporary, path));
  } catch (error) {
    await Promise.all(all.map(({ temporary }) => files.unlink(temporary).catch(() => {})));
    throw error;
  }
  await Promise.all([...new Set(wanted.map(({ path }) => dirname(path)))].map(syncFolder));
}

async function prepare({ path, temporary, bytes, mode = 0o644 }: Written): Promise<void> {
  await makeFolder(dirname(path));
  await trying(path, () => writeThrough(temporary, bytes, mode));
}

/** Waits for all, whatever becomes of them, and throws what the first that failed did. */
async function together(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === "rejected");
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

async function trying(path: string, work: () => Promise<void> | void): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw fileError(error, "write", path);
  }
}

/** Makes a folder and those above it, through to the disk. */
export async function makeFolder(path: string): Promise<void> {
  try {
    const first = mkdirSync(path, { recursive: true });
    if (first === undefined) return;
    for (let folder = path; folder.length >= first.length; folder = dirname(folder)) {
      await syncFolder(dirname(folder));
    }
  } catch (error) {
    throw fileError(error, "make", path);
  }
}

/** Makes the names in a folder survive a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = openSync(path, "r");
  try {
    await synced(folder);
  } finally {
    closeSync(folder);
  }
}

/** A file's text; `undefined` where there is no file. */
export async function textOf(path: string): Promise<string | undefined> {
  try {
    return await files.readFile(path, "utf8");
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw fileError(error, "read", path);
  }
}

/** Whether an error says that there is no such file; a folder is none. */
export function isAbsent(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR", "EISDIR"].includes(codeOf(error) ?? "");
}

/** The code of an error of the system, such as `EEXIST`. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

/** An error of the system as a person should read it; any other as it is. */
export function fileError(error: unknown, verb: string, path: string): unknown {
  const meaning = MEANINGS[codeOf(error) ?? ""];
  if (!meaning) return error;
  return new AppError(meaning[0], `${meaning[1]} to ${verb} ${path}`, { cause: error });
}

async function writeThrough(
  path: string,
  bytes: Uint8Array | string,
  mode: number,
): Promise<void> {
  const file = openSync(path, "wx", mode);
  try {
    writeFileSync(file, bytes);
    await synced(file);
  } finally {
    closeSync(file);
  }
}
