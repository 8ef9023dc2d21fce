import { exists, folderOf } from "./paths.ts";

/** Keeps the data folder of a work tree out of Git, by the file that is not shared. */
export function excludeData(root: string, data: string): void {
  if (
    !data.startsWith(`${root}/`) || !exists(`${root}/.git/info`) && !exists(`${root}/.git/HEAD`)
  ) {
    return;
  }
  const file = `${root}/.git/info/exclude`;
  const line = `/${data.slice(root.length + 1)}/`;
  const text = exists(file) ? Deno.readTextFileSync(file) : "";
  if (text.split("\n").includes(line)) return;
  Deno.mkdirSync(folderOf(file), { recursive: true });
  Deno.writeTextFileSync(file, `${text && !text.endsWith("\n") ? `${text}\n` : text}${line}\n`);
}
