import { decodeText } from "../../format/read.ts";
import { conflictText } from "../../model/conflict_text.ts";
import { AppError } from "../../model/error.ts";
import type { Json } from "../../model/json.ts";
import { isClean, type MergedFile, mergeFiles } from "../../services/merging.ts";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { printable } from "../faults.ts";
import type { Host } from "../host.ts";
import { exists, resolvePath, writeFile } from "../paths.ts";
import { tools } from "../tools.ts";

/** `celestra merge`: two versions of a workflow or a layout as one; also as a merge driver of Git. */
export const command: Command = {
  usage: {
    line: "merge <base> <ours> <theirs> [-o <file>] [--path <path>]",
    summary: "Merges a workflow or a layout three ways, by nodes and fields.",
    values: ["o", "path"],
    count: [3, 3],
  },
  run(options, host) {
    const [base, ours, theirs] = options.args as [string, string, string];
    const folder = folderOf(host, ours);
    const read = (file: string) => textIn(folder, file);
    const path = options.value("path") ?? ours;
    const texts = {
      base: read(base) ?? "",
      ours: needed(ours, read),
      theirs: needed(theirs, read),
    };
    const merged = mergeFiles(texts, path, tools.catalogue);
    const out = options.value("o");
    if (out === undefined) host.out(merged.text);
    else writeFile(resolvePath(folder, out), merged.text);
    tell(host, path, merged);
    return Promise.resolve(isClean(merged) ? EXIT.ok : EXIT.general);
  },
};

/**
 * Where the files lie. Git calls from where it works itself, whatever `INIT_CWD` says of a task that Git
 * was started in.
 */
function folderOf({ cwd }: Host, file: string): string {
  return exists(resolvePath(cwd, file)) ? cwd : Deno.cwd();
}

function needed(file: string, read: (file: string) => string | undefined): string {
  const text = read(file);
  if (text !== undefined) return text;
  throw new AppError("not_found", `Cannot read "${file}": no such file`);
}

/** What is no text is left as it is: bytes that cannot be read could not be written either. */
function textIn(folder: string, file: string): string | undefined {
  const path = resolvePath(folder, file);
  if (!exists(path)) return undefined;
  const { text, fault } = decodeText(Deno.readFileSync(path));
  if (text !== undefined) return text;
  throw new AppError("unprocessable", `Cannot merge "${file}": ${fault!.message}`);
}

function tell(host: Host, path: string, { conflicts, marked, reason }: MergedFile): void {
  const say = (text: string) => host.err(`${printable(`${path}: ${text}`)}\n`);
  for (const conflict of conflicts) say(`conflict: ${conflictText(conflict as unknown as Json)}`);
  if (reason !== undefined) say(`merged by lines: ${reason}`);
  if (marked > 0) say(`conflict: ${marked} between markers`);
}
