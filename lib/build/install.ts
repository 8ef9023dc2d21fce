import { COMMAND } from "./command_file.ts";

/** The version of Deno that the command is tried with. */
const DENO = "2.9.6";

/**
 * The script that stands on the path. The Deno of this installation may lie in a cache that is
 * cleared one day; then npm's takes its place.
 */
export function launcher(deno: string, command: string): string {
  const options = "run --quiet --no-config --no-prompt --unstable-kv --allow-read " +
    "--allow-write --allow-env --allow-run=docker";
  return `#!/bin/sh
deno='${shellSafe(deno)}'
if [ ! -x "$deno" ]; then deno=$(command -v deno || true); fi
if [ -n "$deno" ]; then exec "$deno" ${options} '${shellSafe(command)}' "$@"; fi
exec npx --yes deno@${DENO} ${options} '${shellSafe(command)}' "$@"
`;
}

/** Folders of everybody's that programs are installed into by hand. */
const SHARED = ["/usr/local/bin", "/opt/homebrew/bin"];

/** The first folder of the path that programs of the person's own go into, or one made for them. */
export function folderOnPath(
  path: string,
  home: string,
  isWritable: (folder: string) => boolean,
): { readonly folder: string; readonly isOnPath: boolean } {
  // Package managers put folders of their own on the path of what they start; those go again.
  const own = path.split(":").filter((entry) =>
    entry.startsWith(`${home}/`) && !entry.includes("node_modules")
  );
  const shared = path.split(":").filter((entry) => SHARED.includes(entry));
  const folder = [...own, ...shared].find(isWritable);
  return folder
    ? { folder, isOnPath: true }
    : { folder: `${home}/.local/bin`, isOnPath: own.includes(`${home}/.local/bin`) };
}

function isWritableFolder(folder: string): boolean {
  const probe = `${folder}/.celestra-${crypto.randomUUID()}`;
  try {
    Deno.writeTextFileSync(probe, "", { createNew: true });
    Deno.removeSync(probe);
    return true;
  } catch {
    return false;
  }
}

function shellSafe(text: string): string {
  return text.replaceAll("'", `'\\''`);
}

if (import.meta.main) {
  const home = Deno.env.get("HOME")!;
  const { folder, isOnPath } = folderOnPath(
    Deno.env.get("PATH") ?? "",
    home,
    isWritableFolder,
  );
  const command = `${home}/.local/share/celestra/celestra.js`;
  Deno.mkdirSync(`${home}/.local/share/celestra`, { recursive: true });
  Deno.mkdirSync(folder, { recursive: true });
  Deno.copyFileSync(COMMAND, command);
  Deno.writeTextFileSync(`${folder}/celestra`, launcher(Deno.execPath(), command));
  Deno.chmodSync(`${folder}/celestra`, 0o755);
  const hint = isOnPath ? "" : `\nAdd it to your path: export PATH="${folder}:$PATH"`;
  // deno-lint-ignore no-console
  console.log(`celestra is ${folder}/celestra${hint}`);
}
