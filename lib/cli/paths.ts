import { AppError } from "../model/error.ts";

/** A path from where the person stands; by hand, since `node:path` would add to every start. */
export function resolvePath(cwd: string, path: string): string {
  const absolute = path.startsWith("/") || /^[A-Za-z]:[\\/]/.test(path);
  const parts: string[] = [];
  for (const part of (absolute ? path : `${cwd}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const root = absolute && !path.startsWith("/") ? "" : "/";
  return root + parts.join("/");
}

/** The folder that holds a path. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** Whether something is there. */
export function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return false;
    }
    throw error;
  }
}

/**
 * Writes files into a folder, each to a temporary file first.
 *
 * @throws `invalid_input` for a path that would leave the folder, by itself or through a link.
 */
export function writeFiles(
  folder: string,
  files: readonly { readonly path: string; readonly text: string }[],
): void {
  Deno.mkdirSync(folder, { recursive: true });
  const root = Deno.realPathSync(folder);
  const made = new Set<string>();
  for (const { path, text } of files) {
    if (path.split(/[/\\]/).some((part) => part === ".." || part === "" || part === ".")) {
      throw leaves(path, folder);
    }
    const target = `${root}/${path}`;
    const parent = folderOf(target);
    if (!made.has(parent)) {
      Deno.mkdirSync(parent, { recursive: true });
      if (Deno.realPathSync(parent) !== parent) throw leaves(path, folder);
      made.add(parent);
    }
    writeFile(target, text);
  }
}

/**
 * Writes a file whole: it is never seen half-written, and a link in its place is replaced. One that
 * says the same already stays untouched, so that what watches it sees no change.
 */
export function writeFile(path: string, text: string): void {
  if (says(path, text)) return;
  const temporary = temporaryOf(path);
  try {
    Deno.writeTextFileSync(temporary, text, { createNew: true });
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** Writes a file whole, part by part, so that it need not fit into memory. */
export async function writeParts(path: string, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const temporary = temporaryOf(path);
  try {
    await Deno.writeFile(temporary, ReadableStream.from(parts), { createNew: true });
    Deno.renameSync(temporary, path);
  } catch (error) {
    removeIfThere(temporary);
    throw error;
  }
}

/** Whether a file, and no link to one, holds a text. */
function says(path: string, text: string): boolean {
  try {
    if (!Deno.lstatSync(path).isFile) return false;
    const [bytes, wanted] = [Deno.readFileSync(path), new TextEncoder().encode(text)];
    return bytes.length === wanted.length && bytes.every((byte, index) => byte === wanted[index]);
  } catch {
    // Whatever is wrong with it is told when it is written.
    return false;
  }
}

function temporaryOf(path: string): string {
  return `${path}.${crypto.randomUUID()}.tmp`;
}

function removeIfThere(path: string): void {
  try {
    Deno.removeSync(path);
  } catch { /* It was never made. */ }
}

function leaves(path: string, folder: string): AppError {
  return new AppError("invalid_input", `"${path}" would leave ${folder}`);
}
