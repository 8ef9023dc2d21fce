import type { Task } from "../../../model/resource.ts";
import { bytesText } from "../../kubernetes/quantity.ts";
import type { Reading } from "../../recorder.ts";
import { callFrom, placeOf } from "../builder.ts";
import { type Call, Keyword, type Place } from "../python/program.ts";
import type { Python } from "../python/value.ts";

/** The folders of a job: in memory, of the host, and of claims that are already there. */
export function volumeCalls(task: Reading<Task>): Call[] {
  return [...scratchCalls(task), ...hostCalls(task), ...claimCalls(task)];
}

function scratchCalls(task: Reading<Task>): Call[] {
  const sizeLimit = bytesText(task.value("writableSize"));
  const place = placeOf(task, "writableSize");
  const temporary = task.value("readOnly")
    ? mounted(place, "tmp", "/tmp", { emptyDir: { medium: "Memory", sizeLimit } })
    : [];
  const folders = (task.value("writable") ?? []).flatMap((path, index) =>
    mounted({ node: task.node, path: [...task.path, "writable", index] }, `write-${index}`, path, {
      emptyDir: { sizeLimit },
    })
  );
  return [...temporary, ...folders];
}

function hostCalls(task: Reading<Task>): Call[] {
  return task.each("hostFolders").flatMap((folder, index) => {
    const source = folder.value("source");
    if (!source.startsWith("/")) {
      const reason = "a path beside the Compose file is nothing on the host of a cluster";
      for (const key of ["source", "path", "readOnly"] as const) folder.drop(key, reason);
      return [];
    }
    const volume = { hostPath: { path: source } };
    const readOnly = folder.value("readOnly");
    return mounted(placeOf(folder), `host-${index}`, folder.value("path"), volume, readOnly);
  });
}

function claimCalls(task: Reading<Task>): Call[] {
  return task.each("volumes").flatMap((volume) => {
    const claimName = volume.value("claim");
    if (claimName === undefined) {
      const reason = "the library makes no claim for a job";
      for (const key of ["name", "size", "path", "class", "access"] as const) {
        volume.drop(key, reason);
      }
      return [];
    }
    const readOnly = volume.value("access") === "ReadOnlyMany";
    const claim = { persistentVolumeClaim: { claimName } };
    const name = `claim-${volume.value("name")}`;
    volume.drop("size", "the claim says it itself");
    volume.drop("class", "the claim says it itself");
    return mounted(placeOf(volume), name, volume.value("path"), claim, readOnly);
  });
}

function mounted(
  place: Place,
  name: string,
  path: string,
  volume: Python,
  readOnly = false,
): Call[] {
  const more = readOnly ? [new Keyword("read_only", true)] : [];
  return [
    callFrom(place, "add_volume", name, volume),
    callFrom(place, "mount_volume", name, path, ...more),
  ];
}
