import type { SecretReference, Setting } from "../../model/resource.ts";
import type { Reading } from "../recorder.ts";
import { via, within } from "../shared/origin.ts";
import { consumedFiles, type Files, modeNumber } from "./consumed_files.ts";
import type { Context, Runner } from "./context.ts";
import type { Mount } from "./mounts.ts";
import { folderName } from "./names.ts";
import { projectedOf } from "./projected.ts";

/** The files of what a container consumes: a volume for each folder. */
export function filesOf(context: Context, runner: Reading<Runner>): Mount[] {
  const folders = new Map<string, Files[]>();
  for (const files of consumedFiles(context, runner)) {
    const folder = folders.get(files.folder);
    if (folder) folder.push(files);
    else folders.set(files.folder, [files]);
  }
  return [...folders.values()].map((files) =>
    files.length > 1 ? sharedFolder(files) : alone(files[0]!)
  );
}

function alone({ from, it, folder: path }: Files): Mount {
  return from === "setting"
    ? { path, volume: `config-${it.node}`, mount: settingMount(it), source: configMapVolume(it) }
    : { path, volume: `secret-${it.node}`, mount: secretMount(it), source: secretVolume(it) };
}

/** A folder has one volume; what shares it is projected into one. */
function sharedFolder(files: readonly Files[]): Mount {
  const path = files[0]!.folder;
  const mount = { mountPath: path, readOnly: true };
  return { path, volume: folderName("files", path), mount, source: projectedOf(files) };
}

function settingMount(setting: Reading<Setting>): object {
  return {
    mountPath: setting.get("path"),
    readOnly: true,
    subPath: setting.get("subPath"),
  };
}

function secretMount(secret: Reading<SecretReference>): object {
  return { mountPath: secret.get("path"), readOnly: true, subPath: secret.get("subPath") };
}

function configMapVolume(setting: Reading<Setting>): object {
  const configMap = { defaultMode: via(setting, "mode", modeNumber), name: setting.node };
  return { configMap: within(setting, configMap) };
}

function secretVolume(secret: Reading<SecretReference>): object {
  const items = secret.value("keys").map((key) => ({ key, path: key }));
  return {
    secret: within(secret, {
      defaultMode: via(secret, "mode", modeNumber),
      items: secret.as("keys", items),
      optional: secret.get("optional"),
      secretName: secret.get("secretName") ?? secret.node,
    }),
  };
}
