import type { Reading } from "../recorder.ts";
import type { Runner } from "./context.ts";
import type { Mount } from "./mounts.ts";
import { folderName } from "./names.ts";

/** Folders of the host, which only the privileged standard allows. */
export function hostFoldersOf(runner: Reading<Runner>): Mount[] {
  return runner.each("hostFolders").map((folder) => ({
    path: folder.value("path"),
    volume: folderName("host", folder.value("path")),
    mount: {
      mountPath: folder.get("path"),
      readOnly: folder.value("readOnly") ? folder.get("readOnly") : undefined,
    },
    source: { hostPath: folder.as("source", { path: folder.get("source") }) },
  }));
}
