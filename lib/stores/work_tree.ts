import fs from "node:fs";
import { add } from "isomorphic-git";

/**
 * Writes the index of a new work tree, so that `git status` finds nothing changed. Only `init`
 * does: the blobs are in the repository already, and nobody else works there yet.
 */
export async function writeIndex(folder: string, paths: readonly string[]): Promise<void> {
  await add({ fs, dir: folder, filepath: [...paths] });
}
