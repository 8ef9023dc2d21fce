import { Sourced } from "../../model/sourced.ts";
import type { Reading } from "../recorder.ts";
import { via } from "../shared/origin.ts";
import type { Runner } from "./context.ts";
import type { Mount } from "./mounts.ts";
import { folderName } from "./names.ts";
import { bytesText } from "./quantity.ts";

/** Folders that the container may write and nobody keeps: `/tmp` in memory, and those it names. */
export function scratchOf(runner: Reading<Runner>): Mount[] {
  const folders = runner.value("writable") ?? [];
  return [...temporary(runner), ...folders.map((path, index) => folder(runner, path, index))];
}

/** A root file system that can be written has a `/tmp` of its own. */
function temporary(runner: Reading<Runner>): Mount[] {
  if (!runner.value("readOnly")) return [];
  return [{
    path: "/tmp",
    volume: "tmp",
    mount: { mountPath: "/tmp" },
    source: { emptyDir: { medium: "Memory", sizeLimit: sizeOf(runner) } },
  }];
}

function folder(runner: Reading<Runner>, path: string, index: number): Mount {
  return {
    path,
    volume: folderName("write", path),
    mount: {
      mountPath: new Sourced(path, runner.node, [...runner.path, "writable", index]),
    },
    source: { emptyDir: { sizeLimit: sizeOf(runner) } },
  };
}

function sizeOf(runner: Reading<Runner>): unknown {
  return via(runner, "writableSize", bytesText);
}
