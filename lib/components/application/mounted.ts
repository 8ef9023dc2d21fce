import type { Json } from "../../model/json.ts";
import type { Fields } from "../fields.ts";

/** Fields that have a meaning only where consumers get files. */
export const AS_FILES = { field: "mount", in: ["file", "both"] };

/** Where files are mounted, and who may read them. */
export function mountedFields(f: Fields, folders: readonly Json[], modes: readonly Json[]) {
  return {
    path: f.of("path", "Folder", "Where the files are mounted.", {
      tier: "advanced",
      presets: folders,
      when: AS_FILES,
    }).exactOptional(),
    subPath: f.of(
      "config-key",
      "Single file",
      "Mounts only this key, as a file at the folder's path.",
      { tier: "expert", when: AS_FILES },
    ).exactOptional(),
    mode: f.of("file-mode", "File mode", "The permissions of the files.", {
      tier: "advanced",
      presets: modes,
      when: AS_FILES,
    }).exactOptional(),
  };
}
