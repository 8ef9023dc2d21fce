import type { SecretReference, Setting } from "../../../model/resource.ts";
import type { Reading } from "../../recorder.ts";
import type { Context } from "../context.ts";
import { dropAll } from "../../shared/drop_all.ts";

/** What of a setting Compose carries in another way, or not at all. */
export function explainSetting({ consumed }: Context, setting: Reading<Setting>): void {
  setting.drop("immutable", "a file beside the Compose file can always be changed");
  setting.drop("labels", "Compose has no object for settings");
  setting.drop("binaryData", "the files beside the Compose file are text");
  if (!consumed.has(setting.node)) return;
  setting.value("mount");
  setting.value("reload");
  if (setting.value("mount") === "env") return;
  explainMode(setting, "0644", "config files keep the mode that they have on this machine, 0644");
  explainSubPath(setting);
}

const FILES = "Compose takes the values from files that `celestra secret set` writes";

const FROM_FILES = {
  external: FILES,
  sealed: FILES,
  sealedScope: FILES,
  sops: FILES,
  type: FILES,
  labels: FILES,
} as const;

/** What of a secret Compose carries in another way, or not at all. */
export function explainSecret({ consumed }: Context, secret: Reading<SecretReference>): void {
  secret.drop("secretName", "there is no cluster; the values lie in files under the node's id");
  dropAll(secret, FROM_FILES);
  if (secret.value("source") !== "existing") secret.approximate("source", FILES);
  if (!consumed.has(secret.node)) return;
  secret.value("optional");
  if (secret.value("mount") === "env") return;
  explainSingleKey(secret);
  explainMode(secret, "0444", "secret files keep the mode that they have on this machine, 0444");
  if (!secret.value("optional")) return;
  const message = "Compose starts nothing whose secret file is missing";
  if (secret.value("mount") === "file") secret.drop("optional", message);
  else secret.approximate("optional", `its variables may be missing, but ${message}`);
}

/** A single file leaves the other keys out. */
function explainSingleKey(secret: Reading<SecretReference>): void {
  const single = secret.value("subPath");
  if (single === undefined || secret.value("mount") !== "file") return;
  const message = `subPath mounts only "${single}"`;
  if (secret.value("keys").length > 1) secret.approximate("keys", message);
}

/** Compose mounts the file itself, so `mode` of a mount has no effect. */
function explainMode(
  reading: Reading<Setting> | Reading<SecretReference>,
  mode: string,
  message: string,
): void {
  const wanted = (reading as Reading<Setting>).value("mode");
  if (wanted.padStart(4, "0") !== mode) reading.approximate("mode", message);
}

/** A single file leaves the other keys out. */
function explainSubPath(setting: Reading<Setting>): void {
  const single = setting.value("subPath");
  if (single === undefined || setting.value("mount") !== "file") return;
  const data = setting.part("data") as Reading<Record<string, string>> | undefined;
  for (const key of Object.keys(setting.value("data"))) {
    if (key !== single) data?.drop(key, `subPath mounts only "${single}"`);
  }
}
