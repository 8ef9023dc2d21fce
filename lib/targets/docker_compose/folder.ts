import type { Artifact } from "../../model/artifact.ts";
import { AppError } from "../../model/error.ts";
import { writeFile } from "../disk/write.ts";

/**
 * Makes a folder hold exactly these files. A file that stays the same is not touched: containers
 * that run have mounted it.
 *
 * @throws `invalid_input` for a path that could lead out of the folder, before anything is written.
 */
export async function writeFolder(folder: string, files: readonly Artifact[]): Promise<void> {
  for (const { path } of files) checkPath(path);
  const wanted = new Map(files.map(({ path, text }) => [path, text]));
  await Deno.mkdir(folder, { recursive: true });
  await clear(folder, "", wanted);
  for (const [path, text] of wanted) await write(folder, path, text);
}

/** Removes a folder with what it holds, if it is there. */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await Deno.remove(folder, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

function checkPath(path: string): void {
  const isSafe = path.split("/").every((name) =>
    /^[^\\\0:]+$/.test(name) && !/^\.{1,2}$/.test(name)
  );
  if (isSafe) return;
  throw new AppError("invalid_input", `Cannot write ${JSON.stringify(path)}: no path of a folder`);
}

/** Removes what is not wanted, also links and empty folders; answers whether anything is left. */
async function clear(
  folder: string,
  inside: string,
  wanted: ReadonlyMap<string, string>,
): Promise<boolean> {
  let left = false;
  for (
    const { name, isFile, isDirectory } of await Array.fromAsync(Deno.readDir(folder + inside))
  ) {
    const path = `${inside}/${name}`;
    const stays = isDirectory
      ? await clear(folder, path, wanted)
      : isFile && wanted.has(path.slice(1));
    if (stays) left = true;
    else await Deno.remove(folder + path);
  }
  return left;
}

async function write(folder: string, path: string, text: string): Promise<void> {
  const target = `${folder}/${path}`;
  if (await textOf(target) === text) return;
  await Deno.mkdir(target.slice(0, target.lastIndexOf("/")), { recursive: true });
  // The user of a container must be able to read it.
  await writeFile(target, text, 0o644);
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
