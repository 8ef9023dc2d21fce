import { digestOf } from "./digest.ts";

/** What a build was made from and what it made. */
export interface Build {
  /** The source of each entry, by the name of what it becomes. */
  readonly entries: Readonly<Record<string, string>>;
  /** The digest of every source, by its path. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What was written. */
  readonly files: readonly string[];
}

/** Whether the same entries and the same bytes went in, and what came out is still there. */
export async function isFresh(
  { entries, inputs, files }: Build,
  { root, out, wanted }: { root: string; out: string; wanted: Build["entries"] },
): Promise<boolean> {
  if (!isSame(entries, wanted)) return false;
  const written = await Promise.all(files.map((file) => isFile(out + file)));
  return written.every(Boolean) && isSame(inputs, await digestsOf(root, Object.keys(inputs)));
}

/**
 * The digests of sources by their paths; the lock file stands for all packages. A source that
 * changed after a time gets none: nobody knows which of its contents was read.
 */
export async function digestsOf(
  root: string,
  paths: readonly string[],
  time?: number,
): Promise<Record<string, string>> {
  const own = new Set([...paths.filter((path) => !path.includes("node_modules/")), "deno.lock"]);
  const digests = await Promise.all(
    [...own].map(async (path) => [path, await digestOf(root + path, time)] as const),
  );
  return Object.fromEntries(digests);
}

function isSame(a: Build["entries"], b: Build["entries"]): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then((found) => found.isFile, () => false);
}
