import { decodeText } from "../format/read.ts";
import { AppError } from "../model/error.ts";
import { ID_PATTERN } from "../model/workflow.ts";
import type { SourceFile } from "../importers/importer.ts";
import { exists, folderOf, resolvePath } from "./paths.ts";

/** Files that a person gave, by their paths below the folder that holds all of them. */
export interface Inputs {
  readonly files: readonly SourceFile[];
}

/** Folders that hold what others made. */
const SKIPPED = new Set([".git", "node_modules", ".venv", "vendor"]);

/** The most files of one import. */
const MOST_FILES = 1000;

/**
 * Reads files, and the files of folders. In a folder no link is followed, so nothing outside of it
 * is read; what is no text is left out there.
 *
 * @param most How many bytes there may be in all.
 */
export function inputsOf(args: readonly string[], cwd: string, most: number): Inputs {
  const found = args.flatMap((arg) => filesAt(resolvePath(cwd, arg), arg));
  const paths = [...new Map(found.map((file) => [file.path, file])).values()];
  if (paths.length > MOST_FILES) {
    throw new AppError("usage", `Found ${paths.length} files: expected at most ${MOST_FILES}`);
  }
  const root = commonFolder(paths.map(({ path }) => folderOf(path)));
  const bytes = paths.reduce((sum, { path }) => sum + Deno.statSync(path).size, 0);
  if (bytes > most) {
    throw new AppError("too_large", `Found ${bytes} bytes: expected at most ${most}`);
  }
  return {
    files: paths.flatMap(({ path, isNamed }) => {
      const text = textAt(path, isNamed);
      return text === undefined ? [] : [{ path: path.slice(root.length), text }];
    }),
  };
}

interface Found {
  readonly path: string;
  /** Whether the person named the file itself. */
  readonly isNamed: boolean;
}

function filesAt(path: string, arg: string): Found[] {
  if (!exists(path)) throw new AppError("not_found", `Cannot read "${arg}": no such file`);
  if (!Deno.statSync(path).isDirectory) return [{ path, isNamed: true }];
  return [...filesUnder(path)].map((file) => ({ path: file, isNamed: false }));
}

function* filesUnder(folder: string): Iterable<string> {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  for (const { name, isFile, isDirectory } of entries) {
    if (isDirectory && !SKIPPED.has(name)) yield* filesUnder(`${folder}/${name}`);
    else if (isFile) yield `${folder}/${name}`;
  }
}

/** The folder above all others, with a slash at its end. */
function commonFolder(folders: readonly string[]): string {
  const [first = "/", ...others] = folders.map((folder) => folder === "/" ? "/" : `${folder}/`);
  let common = first;
  while (!others.every((other) => other.startsWith(common))) {
    common = common.replace(/[^/]*\/$/, "");
  }
  return common;
}

function textAt(path: string, isNamed: boolean): string | undefined {
  const { text, fault } = decodeText(Deno.readFileSync(path));
  if (text !== undefined || !isNamed) return text?.includes("\0") && !isNamed ? undefined : text;
  throw new AppError("unprocessable", `Cannot read "${path}": ${fault!.message}`);
}

/** The name of a workflow that is read from, or written to, a file. */
export function nameOf(path: string, cwd: string): string {
  const file = resolvePath(cwd, path).split("/").at(-1) ?? "";
  const stem = file.replace(/^\.+/, "").split(".")[0]!.toLowerCase();
  const name = stem.replaceAll(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+/, "").slice(0, 52)
    .replace(/-+$/, "");
  if (ID_PATTERN.test(name)) return name;
  throw new AppError("usage", `"${file}" gives no name for the workflow: name its file with -o`);
}
