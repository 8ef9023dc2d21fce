import { Whole } from "../../format/emit.ts";
import { bytesOf } from "../../model/formats.ts";
import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import type { Runner } from "./context.ts";
import { literal } from "./text.ts";

/**
 * Folders in memory that the container may write: `/tmp` beside files that are read-only, and those
 * that it names.
 *
 * @param mounted Where volumes are: such a folder can be written already.
 */
export function scratchOf(runner: Reading<Runner>, mounted: readonly string[]): Sourced[] {
  const folders = new Map<string, readonly (string | number)[]>();
  if (runner.value("readOnly")) folders.set("/tmp", [...runner.path, "readOnly"]);
  (runner.value("writable") ?? []).forEach((folder, index) => {
    folders.set(folder, [...runner.path, "writable", index]);
  });
  for (const path of mounted) folders.delete(path);
  if (folders.size === 0) return [];
  const size = Math.ceil(bytesOf(runner.value("writableSize")) ?? 0);
  return Array.from(
    folders,
    ([folder, path]) => new Whole(`${literal(folder)}:size=${size},mode=1777`, runner.node, path),
  );
}
