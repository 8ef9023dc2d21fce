import assert from "node:assert/strict";
import { AppError, type ErrorCode } from "../../lib/model/error.ts";
import type { Change, FileChange, Store } from "../../lib/stores/store.ts";

/** Who writes in the tests of stores. */
export const AUTHOR = { name: "Ada Lovelace", email: "ada@example.com" };
/** The id of no commit. */
export const UNKNOWN = "0123456789012345678901234567890123456789";

/** Files and what they hold. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Makes the first commit of `main`. */
export function begin(
  store: Store,
  files: Files = { "README.md": "" },
  more: Partial<Change> = {},
): Promise<string> {
  return store.commit({ ...change(undefined, writes(files)), ...more });
}

/** Commits files on `main`. */
export function save(
  store: Store,
  base: string,
  files: Files,
  more: Partial<Change> = {},
): Promise<string> {
  return store.commit({ ...change(base, writes(files)), ...more });
}

/** Files as a change writes them. */
export function writes(files: Files): FileChange[] {
  return Object.entries(files).map(([path, content]) => ({ path, content }));
}

/** A change of `main`. */
export function change(base: string | undefined, files: readonly FileChange[]): Change {
  return { branch: "main", base, files, message: "Change", author: AUTHOR };
}

/** A change of the branch of an environment. */
export function deployment(base: string | undefined, files: readonly FileChange[]): Change {
  return { ...change(base, files), branch: "deploy/dev" };
}

/** A file that is written. */
export function write(path: string, content: string): FileChange {
  return { path, content };
}

/** A file or folder that is removed. */
export function remove(path: string): FileChange {
  return { path, remove: true };
}

/** The paths of all files at a commit. */
export async function pathsAt(store: Store, commit: string): Promise<string[]> {
  return (await store.list(commit, "")).map(({ path }) => path);
}

/** A file as text. */
export async function textAt(store: Store, commit: string, path: string): Promise<string> {
  return new TextDecoder().decode(await store.read(commit, path));
}

/** Asserts that something is refused with a code; answers the error. */
export async function refuses(
  code: ErrorCode,
  attempt: Promise<unknown>,
  what?: string,
): Promise<AppError> {
  const error = await attempt.then(() => undefined, (reason) => reason);
  assert.ok(error instanceof AppError, `${what ?? "It"} was not refused: ${error}`);
  assert.equal(error.code, code, `${what ?? ""} ${error.message}`);
  return error;
}
