import { readdir, stat, unlink } from "node:fs/promises";
import { isTemporary } from "../atomic_files.ts";

/** Removes what killed processes left half written, once it is older than an age in milliseconds. */
export async function sweepTemporaries(common: string, age: number): Promise<void> {
  const objects = `${common}/objects`;
  const fans = (await namesIn(objects)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  for (const folder of [common, objects, ...fans.map((name) => `${objects}/${name}`)]) {
    for (const name of (await namesIn(folder)).filter(isTemporary)) {
      await removeOld(`${folder}/${name}`, age);
    }
  }
}

async function removeOld(path: string, age: number): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found && Date.now() - found.mtimeMs > age) await unlink(path).catch(() => {});
}

async function namesIn(folder: string): Promise<string[]> {
  return await readdir(folder).catch(() => []);
}
