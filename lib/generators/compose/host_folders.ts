import type { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { within } from "../shared/origin.ts";
import type { Context, Runner } from "./context.ts";
import { isPrivilegedAllowed } from "./security.ts";
import { literal } from "./text.ts";

/** A folder of this machine as an entry of a service. */
export interface FolderMount {
  readonly path: string;
  readonly entry: Sourced;
}

/**
 * Folders of this machine that a container sees: those beside the Compose file, and any other where
 * the node and its environment allow it.
 */
export function hostFoldersOf({ plan }: Context, runner: Reading<Runner>): FolderMount[] {
  const allowed = isPrivilegedAllowed(plan, runner);
  return runner.each("hostFolders").flatMap((folder) => {
    const source = folder.value("source");
    if (!allowed && !isBeside(source)) {
      folder.drop("source", "it needs podSecurity: privileged on the node and its environment");
      return [];
    }
    const entry = within(folder, {
      // What is missing is a mistake, and no folder that root makes.
      bind: { create_host_path: false },
      read_only: folder.value("readOnly") ? folder.get("readOnly") : undefined,
      source: folder.as("source", literal(source)),
      target: folder.as("path", literal(folder.value("path"))),
      type: "bind",
    });
    return [{ path: folder.value("path"), entry }];
  });
}

/** Whether a path leads nowhere above the folder of the Compose file. */
function isBeside(source: string): boolean {
  return !source.startsWith("/") && !source.split("/").includes("..");
}
