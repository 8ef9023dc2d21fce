import { exists, folderOf, resolvePath } from "./paths.ts";

/** Keeps the data folder of a work tree out of Git, by the file that is not shared. */
export function excludeData(root: string, data: string): void {
  const git = gitFolder(root);
  if (!git || !data.startsWith(`${root}/`)) return;
  const file = `${git}/info/exclude`;
  const line = `/${data.slice(root.length + 1)}/`;
  const text = exists(file) ? Deno.readTextFileSync(file) : "";
  if (text.split("\n").includes(line)) return;
  Deno.mkdirSync(folderOf(file), { recursive: true });
  Deno.writeTextFileSync(file, `${text && !text.endsWith("\n") ? `${text}\n` : text}${line}\n`);
}

/** The folder that a work tree shares with those linked to it; none where there is no work tree. */
function gitFolder(root: string): string | undefined {
  const git = `${root}/.git`;
  if (!exists(git)) return undefined;
  if (Deno.lstatSync(git).isDirectory) return git;
  const own = resolvePath(root, lineOf(git).replace(/^gitdir: /, ""));
  return exists(`${own}/commondir`) ? resolvePath(own, lineOf(`${own}/commondir`)) : own;
}

function lineOf(file: string): string {
  return Deno.readTextFileSync(file).trim();
}
